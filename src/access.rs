//! Who may see and do what. Deny by default: a right is a value that only this file can make, and every function that
//! reads or changes what is not public asks for one.

use thiserror::Error;
use uuid::Uuid;

use crate::model::{Actor, Role};

/// Who makes a request.
#[derive(Clone, Debug, Default)]
pub enum Viewer {
    /// Anybody.
    #[default]
    Public,
    /// A member of staff who has signed in.
    Staff(Staff),
    /// A person at the command line of the service, who holds the database in their hands already. No request over HTTP
    /// is ever theirs.
    Operator,
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
    /// The person who signed in has another role.
    #[error("this needs one of these roles: {0}")]
    NotYours(String),
}

/// What a viewer may see and do.
#[derive(Clone, Debug)]
pub struct Scope {
    viewer: Viewer,
}

/// A right that a scope may hold. It says who holds it, so that what is done with it can be audited.
pub trait Right: Copy {
    /// The right, if the scope holds it.
    ///
    /// # Errors
    /// [`Denied`].
    fn of(scope: &Scope) -> Result<Self, Denied>;

    /// Who holds it.
    fn actor(&self) -> Actor;
}

/// Makes a type for each right that only this file can build, and the method of [`Scope`] that gives it to these roles. An
/// operator holds them all.
macro_rules! rights {
    ($($(#[$doc:meta])* $right:ident, $method:ident: $($role:ident),+;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $right {
                actor: Actor,
            }

            impl Right for $right {
                fn of(scope: &Scope) -> Result<Self, Denied> {
                    scope.$method()
                }

                fn actor(&self) -> Actor {
                    self.actor
                }
            }
        )+

        impl Scope {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`Denied`].
                pub fn $method(&self) -> Result<$right, Denied> {
                    self.one_of(&[$(Role::$role),+]).map(|actor| $right { actor })
                }
            )+
        }
    };
}

rights! {
    /// The right to see patterns, search, and read cleared stories as redacted.
    MayAnalyse, may_analyse: Analyst, Moderator, SafeguardingLead;
    /// The right to read held stories, redact, clear and withhold.
    MayModerate, may_moderate: Moderator, SafeguardingLead;
    /// The right to read what stands behind a redaction. Every view is audited.
    MayReadOriginals, may_read_originals: SafeguardingLead;
    /// The right to make collections and see their counts.
    MayCollect, may_collect: Facilitator, Administrator;
    /// The right to type in stories that were told on paper. The facilitator has the form in their hands; no other story is
    /// shown to them.
    MayTranscribe, may_transcribe: Facilitator, Administrator;
    /// The right to look after frameworks.
    MayAdminister, may_administer: Administrator;
    /// The right to write and publish notices, such as the privacy notice.
    MayEditNotices, may_edit_notices: Administrator;
    /// The right to make and change accounts.
    MayManageStaff, may_manage_staff: Administrator;
    /// The right to import stories.
    MayImport, may_import: Administrator;
    /// The right to ask for exports, and to download what was agreed to.
    MayExport, may_export: Analyst;
    /// The right to agree to the exports of others, or to refuse them. No story is shown.
    MayDecideExports, may_decide_exports: Administrator;
    /// The right to see requests for exports: one's own, and those that one decides on.
    MaySeeExports, may_see_exports: Analyst, Administrator;
    /// The right to read the audit log.
    MayAudit, may_audit: Administrator;
}

impl Scope {
    /// What this viewer may see and do.
    pub fn of(viewer: Viewer) -> Self {
        Self { viewer }
    }

    /// What a person at the command line of the service may see and do: everything.
    pub fn of_operator() -> Self {
        Self::of(Viewer::Operator)
    }

    /// The member of staff, if one has signed in.
    ///
    /// # Errors
    /// [`Denied::SignInFirst`].
    pub fn staff(&self) -> Result<&Staff, Denied> {
        match &self.viewer {
            Viewer::Public | Viewer::Operator => Err(Denied::SignInFirst),
            Viewer::Staff(staff) => Ok(staff),
        }
    }

    fn one_of(&self, roles: &[Role]) -> Result<Actor, Denied> {
        if matches!(self.viewer, Viewer::Operator) {
            return Ok(Actor::Operator);
        }
        let staff = self.staff()?;
        if staff.roles.iter().any(|role| roles.contains(role)) {
            return Ok(Actor::Staff(staff.id));
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
        assert_eq!(public.may_analyse().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_moderate().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_collect().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_transcribe().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_administer().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_read_originals().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_edit_notices().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_manage_staff().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_import().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_audit().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_export().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_decide_exports().unwrap_err(), Denied::SignInFirst);
        assert_eq!(public.may_see_exports().unwrap_err(), Denied::SignInFirst);
    }

    #[test]
    fn each_role_has_its_rights_and_no_others() {
        let rights = Role::ALL.map(|role| {
            let scope = scope(role);
            [
                scope.may_collect().is_ok(),
                scope.may_analyse().is_ok(),
                scope.may_moderate().is_ok(),
                scope.may_administer().is_ok(),
                scope.may_transcribe().is_ok(),
                scope.may_read_originals().is_ok(),
                scope.may_edit_notices().is_ok(),
                scope.may_audit().is_ok() && scope.may_manage_staff().is_ok() && scope.may_import().is_ok(),
                scope.may_export().is_ok(),
                scope.may_decide_exports().is_ok(),
                scope.may_see_exports().is_ok(),
            ]
        });
        let expected = [
            [true, false, false, false, true, false, false, false, false, false, false], // facilitator
            [false, true, false, false, false, false, false, false, true, false, true],  // analyst
            [false, true, true, false, false, false, false, false, false, false, false], // moderator
            [false, true, true, false, false, true, false, false, false, false, false],  // safeguarding lead
            [true, false, false, true, true, false, true, true, false, true, true],      // administrator: no stories
        ];
        assert_eq!(rights, expected);
    }

    #[test]
    fn a_right_says_who_holds_it() {
        let staff = scope(Role::Moderator).may_moderate().unwrap();
        assert_eq!(staff.actor(), Actor::Staff(Uuid::nil()));
        assert_eq!(Scope::of_operator().may_manage_staff().unwrap().actor(), Actor::Operator);
    }
}
