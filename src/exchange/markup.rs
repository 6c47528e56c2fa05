//! Removes stray HTML from the labels in exports, and keeps their words.

/// The words of a label: tags become spaces, common entities become characters, white space is collapsed.
pub fn words(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push(' ');
        rest = match rest[open..].find('>') {
            Some(close) => &rest[open + close + 1..],
            None => "",
        };
    }
    text.push_str(rest);
    let entities =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn tags_become_spaces_and_entities_characters() {
        assert_eq!(words("quality<br>demands &amp;&nbsp;<i>more</i>"), "quality demands & more");
        assert_eq!(words("broken <b"), "broken");
    }
}
