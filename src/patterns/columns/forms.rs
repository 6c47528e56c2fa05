//! What the forms of a framework ask: of which audience and for which prompt each version shows which signifier.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AUDIENCE, Answers, Asked, Asking, Framework, Signifier};

/// The form by which a story was asked for. Without a version, the story counts as asked for every signifier that the columns
/// know when it is put in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form<'a> {
    /// The version of the framework; 0 when it is not known.
    pub version: u32,
    /// The signifiers to which its collection is limited; all when empty.
    pub limited_to: &'a [String],
    /// The signifiers that were shown, where this is known.
    pub asked: Option<&'a Asked>,
}

/// The versions of one framework.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms(Arc<BTreeMap<u32, Version>>);

/// What one version shows. Marks of signifiers are by the index of their column.
#[derive(Clone, Debug)]
struct Version {
    audiences: Vec<String>,
    prompts: Vec<String>,
    /// The signifiers that it has.
    own: Marks,
    /// The signifiers that it shows: to each audience, to others, and to storytellers who did not say who they are; each for every
    /// prompt, and for others.
    shown: Vec<Marks>,
    /// The signifiers that some of the audiences and prompts it names are shown, and others are not.
    of_some: Marks,
}

type Marks = Box<[bool]>;

impl Forms {
    /// Adds a version. `places` finds the index of a signifier's column among `columns`; none when its column has another kind.
    pub fn learn(&mut self, framework: &Framework, columns: usize, places: impl Fn(&Signifier) -> Option<usize>) {
        let version = Version::new(framework, columns, places);
        Arc::make_mut(&mut self.0).insert(framework.version, version);
    }

    /// Whether the signifier of each column is asked of some storytellers only: in some version, of some audiences or for some prompts.
    /// Then a reply to it says something of the person who gave it. Columns beyond the marks are asked of none.
    pub fn asked_of_some(&self, columns: usize) -> Vec<bool> {
        let mut of_some = vec![false; columns];
        for version in self.0.values() {
            of_some.iter_mut().zip(&version.of_some).for_each(|(all, own)| *all |= own);
        }
        of_some
    }

    /// Whether the signifier of each column was asked of a storyteller with these answers; columns beyond the marks were not.
    /// `columns` is how many there are, and `place` finds the index of a signifier's. `None` when nothing is known of the form:
    /// then all were.
    pub fn asked<'a, S: Ord + Borrow<str>>(
        &'a self,
        form: Form<'_>,
        prompt: &str,
        answers: &Answers<S>,
        columns: usize,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Option<Cow<'a, [bool]>> {
        let version = self.0.get(&form.version);
        let only = |ids: &[String], of: &[bool]| {
            let mut marks = vec![false; of.len()];
            let kept = ids.iter().filter_map(|id| place(id)).filter(|&place| of.get(place) == Some(&true));
            kept.for_each(|place| marks[place] = true);
            marks
        };
        if let Some(asked) = form.asked {
            let own = version.map_or_else(|| Cow::Owned(vec![true; columns]), |version| Cow::Borrowed(&*version.own));
            return Some(Cow::Owned(only(asked.ids(), &own)));
        }
        let shown = version?.shown(answers.audience(), prompt);
        if form.limited_to.is_empty() {
            return Some(Cow::Borrowed(shown));
        }
        let mut limited = only(form.limited_to, shown);
        // Who the storyteller is, is asked in every collection.
        if let Some(place) = place(AUDIENCE).filter(|&place| shown.get(place) == Some(&true)) {
            limited[place] = true;
        }
        Some(Cow::Owned(limited))
    }
}

impl Version {
    fn new(framework: &Framework, columns: usize, places: impl Fn(&Signifier) -> Option<usize>) -> Self {
        let marks = |shows: &dyn Fn(&Signifier) -> bool| {
            let mut marks = vec![false; columns];
            let shown = framework.signifiers.iter().filter(|signifier| shows(signifier)).filter_map(&places);
            shown.for_each(|place| marks[place] = true);
            marks.into_boxed_slice()
        };
        let audiences = framework.audiences.clone();
        let prompts: Vec<String> = framework.prompts.iter().map(|prompt| prompt.id.clone()).collect();
        // No id is empty, so that "" stands for every id that the version does not name.
        let named = audiences.iter().map(|audience| Some(audience.as_str())).chain([Some(""), None]);
        let mut shown = Vec::with_capacity((audiences.len() + 2) * (prompts.len() + 1));
        for audience in named {
            for prompt in prompts.iter().map(String::as_str).chain([""]) {
                let asking = Asking { audience, prompt, ..Asking::default() };
                shown.push(marks(&|signifier| asking.includes(framework, signifier, false)));
            }
        }
        // What is shown to each audience for each prompt that the version names.
        let by_audience = shown.chunks(prompts.len() + 1).take(audiences.len().max(1));
        let declared = by_audience.flat_map(|by_prompt| &by_prompt[..prompts.len().max(1)]);
        let of_some =
            (0..columns).map(|at| declared.clone().any(|marks| marks[at]) && !declared.clone().all(|marks| marks[at]));
        Self { own: marks(&|_| true), of_some: of_some.collect(), audiences, prompts, shown }
    }

    fn shown(&self, audience: Option<&str>, prompt: &str) -> &[bool] {
        let place = |ids: &[String], wanted: &str| ids.iter().position(|id| id == wanted).unwrap_or(ids.len());
        let audience = audience.map_or(self.audiences.len() + 1, |audience| place(&self.audiences, audience));
        &self.shown[audience * (self.prompts.len() + 1) + place(&self.prompts, prompt)]
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Answer;
    use crate::patterns::oracle::{AUDIENCES, SIGNIFIERS, framework};

    use super::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn place(id: &str) -> Option<usize> {
        SIGNIFIERS.iter().position(|own| *own == id)
    }

    #[test]
    fn what_forms_ask_is_what_the_rule_of_the_model_says() {
        let mut forms = Forms::default();
        for version in [1, 2] {
            forms.learn(framework(version), SIGNIFIERS.len(), |signifier| place(&signifier.id));
        }
        let audiences = AUDIENCES.into_iter().chain(["someone_else"]).map(Some).chain([None]);
        for (audience, version) in audiences.flat_map(|audience| [(audience, 1), (audience, 2)]) {
            let chosen = audience.map(|audience| Answer::Choice { options: ids(&[audience]), write_in: None });
            let given = chosen.into_iter().map(|chosen| (AUDIENCE.to_owned(), chosen)).collect();
            let answers = Answers { given, ..Answers::default() };
            let asked = Asked::new(&ids(&["audience", "d"]), framework(version)).unwrap();
            for prompt in ["moment", "day", "gone"] {
                for (limited_to, asked) in [(&[][..], None), (&["t", "e", "s"], None), (&["t"], Some(&asked))] {
                    let limited_to = ids(limited_to);
                    let form = Form { version, limited_to: &limited_to, asked };
                    let found = forms.asked(form, prompt, &answers, SIGNIFIERS.len(), place).unwrap();
                    let asking = Asking { audience, prompt, limited_to: &limited_to, asked };
                    for (at, id) in SIGNIFIERS.into_iter().enumerate() {
                        let signifier = framework(version).signifier(id);
                        let right = signifier.is_some_and(|own| asking.includes(framework(version), own, false));
                        assert_eq!(found[at], right, "{id} of version {version}, {audience:?}, {prompt}, {form:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn signifiers_that_some_storytellers_are_not_asked_are_known() {
        let mut forms = Forms::default();
        forms.learn(framework(1), SIGNIFIERS.len(), |signifier| place(&signifier.id));
        let version = framework(1);
        let of_some = forms.asked_of_some(SIGNIFIERS.len());
        for (at, id) in SIGNIFIERS.into_iter().enumerate() {
            let Some(signifier) = version.signifier(id) else { continue };
            let asked =
                version.audiences.iter().flat_map(|audience| version.prompts.iter().map(move |prompt| (audience, prompt)));
            let asked: Vec<bool> = asked
                .map(|(audience, prompt)| {
                    let asking = Asking { audience: Some(audience), prompt: &prompt.id, ..Asking::default() };
                    asking.includes(version, signifier, false)
                })
                .collect();
            assert_eq!(of_some[at], asked.contains(&true) && asked.contains(&false), "{id}");
        }
        assert!(of_some.contains(&true) && of_some.contains(&false));
    }

    #[test]
    fn without_a_version_a_list_decides_and_without_either_everything_was_asked() {
        let (forms, answers) = (Forms::default(), Answers::<String>::default());
        assert_eq!(forms.asked(Form::default(), "moment", &answers, 7, place), None);
        let asked = Asked::new(&ids(&["u"]), framework(2)).unwrap();
        let form = Form { asked: Some(&asked), ..Form::default() };
        let marks = forms.asked(form, "moment", &answers, SIGNIFIERS.len(), place).unwrap();
        assert_eq!(marks.iter().filter(|asked| **asked).count(), 1);
        assert!(marks[place("u").unwrap()]);
    }

    #[test]
    fn a_signifier_of_another_kind_than_its_column_is_not_asked() {
        let mut forms = Forms::default();
        forms.learn(framework(2), SIGNIFIERS.len(), |signifier| place(&signifier.id).filter(|_| signifier.id != "k"));
        let form = Form { version: 2, ..Form::default() };
        let marks = forms.asked(form, "moment", &Answers::<String>::default(), SIGNIFIERS.len(), place).unwrap();
        assert_eq!((marks[place("t").unwrap()], marks[place("k").unwrap()]), (true, false));
    }
}
