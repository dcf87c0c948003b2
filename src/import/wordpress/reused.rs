//! What a post shows and does not hold: blocks that several posts share, and the pictures that belong to it.

use super::item::Item;
use std::collections::{BTreeMap, HashSet};

/// How deep shared blocks may lie in each other. More is a circle.
const DEPTH: usize = 4;

/// How many bytes a text may have with the blocks in it.
const LONGEST: usize = 4 << 20;

/// What items share, and what belongs to them.
#[derive(Debug, Default)]
pub struct Reused {
    /// The texts of shared blocks, by number.
    blocks: BTreeMap<String, String>,
    /// The numbers of attachments, by the item that they belong to.
    attached: BTreeMap<String, Vec<String>>,
}

impl Reused {
    pub fn of(items: &[Item]) -> Self {
        let mut reused = Self::default();
        for item in items {
            match &*item.kind {
                "wp_block" => drop(reused.blocks.insert(item.id.clone(), item.content.clone())),
                "attachment" if !matches!(&*item.parent, "" | "0") => {
                    reused.attached.entry(item.parent.clone()).or_default().push(item.id.clone());
                }
                _ => {}
            }
        }
        reused
    }

    /// The stored text of an item with the blocks that it shares with others, and the numbers of the pictures of its gallery.
    pub fn put_in(&self, item: &Item) -> String {
        let mut text = item.content.clone();
        let mut known = HashSet::new();
        for _ in 0..DEPTH {
            let Some(more) = self.with_blocks(&text, &mut known) else { break };
            text = more;
        }
        if let Some(ids) = self.attached.get(&item.id) {
            text = text.replace("[gallery]", &format!("[gallery ids=\"{}\"]", ids.join(",")));
        }
        text
    }

    /// A text with the blocks that it names, `<!-- wp:block {"ref":99} /-->`; none if it names none that is there.
    /// A block that lies in itself is put in once.
    fn with_blocks(&self, text: &str, known: &mut HashSet<String>) -> Option<String> {
        const OPEN: &str = "<!-- wp:block ";
        let (mut out, mut rest, mut new) = (String::new(), text, HashSet::new());
        while let Some(at) = rest.find(OPEN) {
            let end = at + rest[at..].find("-->")? + "-->".len();
            let number = rest[at..end].split_once("\"ref\":").map(|(_, number)| {
                number.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>()
            });
            out.push_str(&rest[..at]);
            let number = number.filter(|number| !known.contains(number)).unwrap_or_default();
            match self.blocks.get(&number) {
                // Text that doubles with each level ends here.
                Some(block) if out.len() + block.len() < LONGEST => {
                    out.push_str(block);
                    new.insert(number);
                }
                _ => out.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        let is_changed = !new.is_empty();
        known.extend(new);
        is_changed.then(|| out + rest)
    }
}
