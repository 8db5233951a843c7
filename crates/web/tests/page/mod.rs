//! A page read by the parser that browsers' rules are written for, as a flat list of elements in order.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

pub mod checks;

use std::collections::BTreeMap;

use axum::response::Response;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element: its name, its attributes, all text in it, and which element it lies in.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub parent: Option<usize>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn heading_level(&self) -> Option<u8> {
        match self.name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        }
    }
}

/// A page.
#[derive(Debug)]
pub struct Page {
    pub elements: Vec<Element>,
    /// What the parser had to mend: attributes given twice, tags not closed.
    pub faults: Vec<String>,
}

impl Page {
    pub fn read(html: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
        let mut page = Self { elements: Vec::new(), faults: Vec::new() };
        page.walk(&dom.document, None);
        page.faults = dom.errors.borrow().iter().map(ToString::to_string).collect();
        page
    }

    fn walk(&mut self, node: &Handle, parent: Option<usize>) -> String {
        let mut here = parent;
        let mut text = String::new();
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let attributes =
                    attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                here = Some(self.elements.len());
                let name = name.local.to_string();
                self.elements.push(Element { name, attributes, text: String::new(), parent });
            }
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            _ => {}
        }
        for child in node.children.borrow().iter() {
            text.push_str(&self.walk(child, here));
        }
        if here != parent {
            self.elements[here.expect("an element")].text.clone_from(&text);
        }
        text
    }

    pub fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.get("id") == Some(id))
    }

    /// The name that a screen reader says: by reference, by attribute, by label, legend or caption, or by its own text.
    pub fn name_of(&self, element: &Element) -> String {
        if let Some(ids) = element.get("aria-labelledby") {
            let texts =
                ids.split_whitespace().filter_map(|id| self.by_id(id)).map(|named| named.text.clone());
            return texts.collect::<Vec<_>>().join(" ");
        }
        if let Some(name) = element.get("aria-label") {
            return name.to_owned();
        }
        let child = |name: &str| {
            self.elements.iter().find(|inner| {
                inner.name == name
                    && inner.parent.is_some_and(|parent| std::ptr::eq(&self.elements[parent], element))
            })
        };
        match element.name.as_str() {
            "input" | "textarea" | "select" => self
                .elements
                .iter()
                .find(|label| {
                    label.name == "label"
                        && label.get("for").is_some()
                        && label.get("for") == element.get("id")
                })
                .map(|label| label.text.clone())
                .unwrap_or_default(),
            "fieldset" => child("legend").map(|legend| legend.text.clone()).unwrap_or_default(),
            "table" => child("caption").map(|caption| caption.text.clone()).unwrap_or_default(),
            "nav" | "section" => String::new(),
            _ => element.text.clone(),
        }
    }

    /// The language an element is in: its own, or that of what it lies in.
    pub fn language_of(&self, element: &Element) -> String {
        let mut now = Some(element);
        // A text whose only child says its language is in that language.
        let inner = self.elements.iter().find(|inner| {
            inner.get("lang").is_some()
                && inner.text == element.text
                && inner.parent.is_some_and(|parent| std::ptr::eq(&self.elements[parent], element))
        });
        if let Some(inner) = inner {
            return inner.get("lang").unwrap_or_default().to_owned();
        }
        while let Some(element) = now {
            if let Some(lang) = element.get("lang") {
                return lang.to_owned();
            }
            now = element.parent.map(|parent| &self.elements[parent]);
        }
        String::new()
    }
}

/// The body of an answer, as text.
pub fn body_of(response: Response) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(text_of(response))
}

/// The same where a runtime is running.
pub async fn text_of(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// What a browser sends of a page's form when a button without a name is pressed.
pub fn sent(page: &Page) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for element in &page.elements {
        let Some(name) = element.get("name") else { continue };
        let value = match (element.name.as_str(), element.get("type")) {
            ("input", Some("radio" | "checkbox")) if element.get("checked").is_none() => continue,
            ("input", _) => element.get("value").unwrap_or_default().to_owned(),
            // Browsers send line breaks of both kinds.
            ("textarea", _) => element.text.replace('\n', "\r\n"),
            _ => continue,
        };
        fields.push((name.to_owned(), value));
    }
    fields
}
