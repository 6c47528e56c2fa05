//! Who may see and do what. Deny by default: a right is a value that only this file can make, and every function that
//! reads or changes what is not public asks for one.

use thiserror::Error;
use uuid::Uuid;

use crate::model::Role;

/// Whoever makes a request.
#[derive(Clone, Debug, Default)]
pub enum Viewer {
    /// Anybody.
    #[default]
    Public,
    /// A member of staff who has signed in.
    Staff(Staff),
}

/// A member of staff who has signed in.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Their id.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// What they are there for.
    pub roles: Vec<Role>,
}

/// Why a right was not given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Denied {
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInFirst,
    /// Whoever signed in is there for something else.
    #[error("this needs one of these roles: {0}")]
    NotYours(String),
}

/// What a viewer may see and do.
#[derive(Clone, Debug)]
pub struct Scope {
    viewer: Viewer,
}

/// The right to see patterns, search, and read cleared stories as redacted.
#[derive(Clone, Copy, Debug)]
pub struct MayExplore(());

/// The right to read held stories, redact, clear and withhold.
#[derive(Clone, Copy, Debug)]
pub struct MayModerate(());

/// The right to make collections and see their counts.
#[derive(Clone, Copy, Debug)]
pub struct MayCollect(());

/// The right to type in stories that were told on paper.
#[derive(Clone, Copy, Debug)]
pub struct MayTranscribe(());

/// The right to look after frameworks.
#[derive(Clone, Copy, Debug)]
pub struct MayAdminister(());

impl Scope {
    /// What this viewer may see and do.
    pub fn of(viewer: Viewer) -> Self {
        Self { viewer }
    }

    /// The member of staff, if one has signed in.
    ///
    /// # Errors
    /// [`Denied::SignInFirst`].
    pub fn staff(&self) -> Result<&Staff, Denied> {
        match &self.viewer {
            Viewer::Public => Err(Denied::SignInFirst),
            Viewer::Staff(staff) => Ok(staff),
        }
    }

    /// Search, maps, cleared stories: analysts, moderators, safeguarding leads.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn may_explore(&self) -> Result<MayExplore, Denied> {
        self.one_of(&[Role::Analyst, Role::Moderator, Role::SafeguardingLead]).map(|()| MayExplore(()))
    }

    /// The moderation queue: moderators, safeguarding leads.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn may_moderate(&self) -> Result<MayModerate, Denied> {
        self.one_of(&[Role::Moderator, Role::SafeguardingLead]).map(|()| MayModerate(()))
    }

    /// Collections: facilitators, administrators.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn may_collect(&self) -> Result<MayCollect, Denied> {
        self.one_of(&[Role::Facilitator, Role::Administrator]).map(|()| MayCollect(()))
    }

    /// Paper forms: facilitators, administrators. Whoever types a form in has it in their hands; no other story is shown.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn may_transcribe(&self) -> Result<MayTranscribe, Denied> {
        self.one_of(&[Role::Facilitator, Role::Administrator]).map(|()| MayTranscribe(()))
    }

    /// Frameworks: administrators.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn may_administer(&self) -> Result<MayAdminister, Denied> {
        self.one_of(&[Role::Administrator]).map(|()| MayAdminister(()))
    }

    fn one_of(&self, roles: &[Role]) -> Result<(), Denied> {
        let staff = self.staff()?;
        if staff.roles.iter().any(|role| roles.contains(role)) {
            return Ok(());
        }
        Err(Denied::NotYours(roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(role: Role) -> Scope {
        Scope::of(Viewer::Staff(Staff { id: Uuid::nil(), name: "somebody".to_owned(), roles: vec![role] }))
    }

    #[test]
    fn the_public_may_do_nothing_that_is_not_public() {
        let public = Scope::of(Viewer::Public);
        assert_eq!(public.may_explore().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_moderate().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_collect().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_transcribe().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_administer().unwrap_err(), Denied::SignInFirst);
    }

    #[test]
    fn each_role_has_its_rights_and_no_others() {
        let rights = Role::ALL.map(|role| {
            let scope = scope(role);
            [
                scope.may_collect().is_ok(),
                scope.may_explore().is_ok(),
                scope.may_moderate().is_ok(),
                scope.may_administer().is_ok(),
                scope.may_transcribe().is_ok(),
            ]
        });
        let expected = [
            [true, false, false, false, true],  // facilitator
            [false, true, false, false, false], // analyst
            [false, true, true, false, false],  // moderator
            [false, true, true, false, false],  // safeguarding lead
            [true, false, false, true, true],   // administrator: no stories
        ];
        assert_eq!(rights, expected);
    }
}
