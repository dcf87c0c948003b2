//! Rewrites styles where hayagriva deviates from CSL, so that the result is the same. All of this is about
//! names.

use hayagriva::citationberg::{
    Choose, IndependentStyle, LayoutRenderingElement as Element, Name, Names, NamesChild,
};

/// Rewrites a style.
pub fn prepare(sheet: &mut IndependentStyle) {
    let macros = sheet.macros.iter_mut().map(|of| &mut of.children);
    let layouts = [&mut sheet.citation.layout.elements].into_iter();
    let layouts = layouts.chain(sheet.bibliography.as_mut().map(|list| &mut list.layout.elements));
    macros.chain(layouts).for_each(|children| elements(children, None));
    // To tell works apart by given names and more authors, hayagriva takes initials and authors from the list. A letter
    // after the year does the same.
    sheet.citation.disambiguate_add_givenname = false;
    sheet.citation.disambiguate_add_names = false;
}

/// `parent` are the names that these substitute, whose formatting they inherit.
fn elements(children: &mut [Element], parent: Option<&Names>) {
    for child in children {
        match child {
            Element::Names(names) => {
                if let Some(parent) = parent {
                    *names = parent.from_names_substitute(names);
                }
                name_first(names);
                let own = names.clone();
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        elements(&mut substitute.children, Some(&own));
                    }
                }
            }
            Element::Group(group) => elements(&mut group.children, parent),
            Element::Choose(choose) => branches(choose, parent),
            Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}

fn branches(choose: &mut Choose, parent: Option<&Names>) {
    elements(&mut choose.if_.children, parent);
    choose.else_if.iter_mut().for_each(|branch| elements(&mut branch.children, parent));
    choose.otherwise.iter_mut().for_each(|branch| elements(&mut branch.children, parent));
}

/// Names without a `cs:name` behave as if an empty one came first. hayagriva writes the label first, or
/// nothing.
fn name_first(names: &mut Names) {
    let has_name = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !has_name && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}
