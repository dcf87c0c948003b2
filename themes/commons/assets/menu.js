// Escape closes the menu, and the focus returns to its button. The menu opens and closes without this script, too.
document.addEventListener("keydown", ({ key }) => {
  const open = document.querySelector(".menu-more[open]");
  if (key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
