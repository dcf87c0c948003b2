// Puts a button behind each citation that copies it. Without this script the citation is a text to select.
(() => {
  const patch = () => {
    for (const files of document.querySelectorAll(".reference + [data-copy]")) {
      if (files.querySelector("button")) continue;
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.className = "button";
      button.textContent = files.dataset.copy;
      said.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        const text = files.previousElementSibling;
        try {
          await navigator.clipboard.writeText(text.textContent.trim());
          said.textContent = files.dataset.copied;
        } catch {
          // Not every browser gives a page from a disk its clipboard; what is selected can be copied by hand.
          getSelection().selectAllChildren(text);
        }
      });
      files.prepend(button);
      files.append(said);
    }
  };
  document.addEventListener("talkoo:patched", patch);
  patch();
})();
