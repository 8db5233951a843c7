//! XML as a tree: the little that tests need of it.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
    /// The text directly in it.
    pub(crate) text: String,
}

impl Node {
    /// The tree of a document.
    pub(crate) fn parse(document: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(document);
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().unwrap_or_else(|error| panic!("{error} in {document:.200}"));
            match event {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => {
                    let node = Self::of(&start);
                    top(&mut open).children.push(node);
                }
                Event::End(_) => {
                    let node = open.pop().expect("an element is open");
                    top(&mut open).children.push(node);
                }
                Event::Text(text) => top(&mut open).text += &text.xml10_content(),
                Event::GeneralRef(reference) => {
                    let letter = match reference.resolve_char_ref().expect("a character") {
                        Some(letter) => letter,
                        None => match &*reference.xml10_content() {
                            "amp" => '&',
                            "lt" => '<',
                            "gt" => '>',
                            "quot" => '"',
                            "apos" => '\'',
                            other => panic!("the entity {other} is unknown"),
                        },
                    };
                    top(&mut open).text.push(letter);
                }
                Event::Eof => break,
                Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        let mut root = open.pop().expect("the document");
        assert_eq!(root.children.len(), 1, "one root element");
        root.children.remove(0)
    }

    fn of(start: &BytesStart) -> Self {
        let attributes = start
            .attributes()
            .map(|attribute| {
                let attribute = attribute.expect("an attribute");
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).expect("its value");
                (local(&text_of(attribute.key.0)), value.into_owned())
            })
            .collect();
        Self { name: local(&text_of(start.name().0)), attributes, ..Self::default() }
    }

    /// An attribute by its name without prefix.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of a child: `all("sheetData")` are the rows.
    pub(crate) fn all(&self, name: &str) -> &[Self] {
        self.child(name).map_or(&[], |child| &child.children)
    }

    /// Every element of a name below this one, in order.
    pub(crate) fn every<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.every(name, found);
        }
    }

    /// All text in it.
    pub(crate) fn whole_text(&self) -> String {
        let mut text = self.text.clone();
        for child in &self.children {
            text += &child.whole_text();
        }
        text
    }
}

fn top(open: &mut [Node]) -> &mut Node {
    open.last_mut().expect("the document itself is never closed")
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn text_of(name: &str) -> String {
    name.to_owned()
}
