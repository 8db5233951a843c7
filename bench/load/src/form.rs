//! The form of a page: what a browser would send, as it stands.

/// Names and texts.
pub type Fields = Vec<(String, String)>;

/// The fields of the page's last form, in order: chosen alternatives and what stands in fields, no button.
pub fn fields(page: &str) -> Fields {
    let form = page.rfind("<form").map_or("", |at| &page[at..]);
    let form = form.find("</form>").map_or(form, |end| &form[..end]);
    let (mut fields, mut rest) = (Vec::new(), form);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..end];
        if let Some(tag) = tag.strip_prefix("input ") {
            let is_choice = matches!(attribute(tag, "type").as_deref(), Some("radio" | "checkbox"));
            let is_chosen = tag.split_whitespace().any(|word| word == "checked");
            if let Some(name) = attribute(tag, "name").filter(|_| !is_choice || is_chosen) {
                fields.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if let Some(tag) = tag.strip_prefix("textarea ") {
            let text = &rest[end + 1..];
            let text = &text[..text.find("</textarea>").unwrap_or(0)];
            if let Some(name) = attribute(tag, "name") {
                fields.push((name, plain(text.strip_prefix('\n').unwrap_or(text))));
            }
        }
        rest = &rest[end + 1..];
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = format!("{name}=\"");
    let at = tag.match_indices(&start).find(|(at, _)| *at == 0 || tag.as_bytes()[at - 1] == b' ')?.0;
    let value = &tag[at + start.len()..];
    Some(plain(&value[..value.find('"')?]))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Puts a text into a field in place of what was there.
pub fn put(fields: &mut Fields, name: &str, text: &str) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, held)) => text.clone_into(held),
        None => fields.push((name.to_owned(), text.to_owned())),
    }
}

/// Fields as a browser writes them.
pub fn encoded<'a>(fields: impl IntoIterator<Item = &'a (String, String)>) -> String {
    let mut body = String::new();
    for (name, text) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        escape(&mut body, name);
        body.push('=');
        escape(&mut body, text);
    }
    body
}

fn escape(to: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => to.push(char::from(byte)),
            b' ' => to.push('+'),
            other => to.push_str(&format!("%{other:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_sends_it() {
        let page = "<form><input name=\"no\" value=\"1\"></form><form method=\"post\">\
            <input type=\"hidden\" name=\"base.A1\" value=\"e3 &quot;x&quot;\">\
            <input type=\"radio\" id=\"a\" name=\"A1\" value=\"ja\"><input type=\"radio\" name=\"A1\" value=\"nej\" checked>\
            <textarea id=\"k\" name=\"A1.comment\">\nrad &amp; rad</textarea><button name=\"go\" value=\"next\">x</button></form>";
        let mut fields = fields(page);
        let expected = [("base.A1", "e3 \"x\""), ("A1", "nej"), ("A1.comment", "rad & rad")];
        assert_eq!(fields, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        put(&mut fields, "A1", "ja");
        put(&mut fields, "fact", "å 1");
        let body = encoded(&fields);
        assert_eq!(body, "base.A1=e3+%22x%22&A1=ja&A1.comment=rad+%26+rad&fact=%C3%A5+1");
    }
}
