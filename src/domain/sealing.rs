//! Who is to hold the site's secrets, decided for one operator and one secret at a time: from what the file says of
//! the operator, and from whether the secret is there to be given. What is sealed, and how, is not known here.

use super::group::Grants;

/// A secret of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The master secret: every key of cards follows from it.
    Master,
    /// That of PIN checks.
    Pins,
}

impl Secret {
    /// Each of them.
    pub const ALL: [Secret; 2] = [Secret::Master, Secret::Pins];

    /// Its name in the database, and the purpose under which it is sealed.
    pub const fn name(self) -> &'static str {
        match self {
            Secret::Master => "master",
            Secret::Pins => "pins",
        }
    }

    /// Whether somebody who holds this works with it.
    pub fn is_needed_by(self, grants: &Grants) -> bool {
        match self {
            Secret::Master => grants.works_with_keys(),
            Secret::Pins => grants.works_with_pins(),
        }
    }
}

/// How an operator stands to a secret, as far as it can be told from the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Whether the secret is sealed to the operator.
    pub has: bool,
    /// Whether the operator's public key is vouched for with it: whoever made the key held it.
    pub is_vouched: bool,
    /// Whether it was given to this public key by somebody who held it; kept while the operator is disabled.
    pub is_given: bool,
}

/// Who is to hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nobody of this group.
    None,
    /// The operator would, if signing in were allowed.
    WhenEnabled,
    /// The operator does.
    Now,
}

impl Need {
    /// What a group that works with the secret, or not, means for one of its operators.
    pub const fn of(group_needs: bool, is_enabled: bool) -> Need {
        match (group_needs, is_enabled) {
            (false, _) => Need::None,
            (true, false) => Need::WhenEnabled,
            (true, true) => Need::Now,
        }
    }
}

/// Whether the secret is at hand where something is done. Without it, nobody can tell what was vouched for or given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giver {
    /// The one who acts holds it.
    Holds,
    /// The one who acts lacks it.
    Lacks,
}

/// How a share looks before anything is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As every honest change leaves it.
    Sound,
    /// Nobody gave it, though the group needs it: it is not given for being allowed to sign in, nor for a new password.
    InDoubt,
    /// Missing where it is needed, held where it is not, or given by nobody: somebody edited the file.
    Altered,
}

/// Looks at a share. Every honest change leaves it so that whoever needs a secret has it and nobody else, and that it
/// was given by one who holds it.
pub fn look(share: Share, need: Need, giver: Giver) -> Look {
    let is_given = giver == Giver::Lacks || (share.is_vouched && share.is_given);
    if share.has != (need == Need::Now) || (share.has && !is_given) {
        Look::Altered
    } else if need != Need::None && !is_given {
        Look::InDoubt
    } else {
        Look::Sound
    }
}

/// Why a share cannot be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Somebody is to have it, and whoever acts has none to give.
    NoneToGive,
    /// The public key is not vouched for with the secret.
    NotVouched,
    /// It was in doubt before anything was done.
    Altered,
}

/// What a share is to be once something was done; `before` is how it looked until then.
pub fn settled(share: Share, need: Need, giver: Giver, before: Look) -> Result<Share, Refused> {
    let kept = Share { has: share.has && need == Need::Now, ..share };
    let is_sound = before == Look::Sound;
    match (need, giver) {
        (Need::None, _) => Ok(Share { is_given: false, ..kept }),
        (Need::Now, Giver::Lacks) if !share.has => Err(Refused::NoneToGive),
        (Need::Now, Giver::Holds) if !is_sound => Err(Refused::Altered),
        (Need::WhenEnabled, Giver::Holds) if !is_sound || share.is_given => Ok(kept),
        (Need::WhenEnabled | Need::Now, Giver::Lacks) => Ok(kept),
        (Need::WhenEnabled | Need::Now, Giver::Holds) if !share.is_vouched => Err(Refused::NotVouched),
        (Need::WhenEnabled | Need::Now, Giver::Holds) => {
            Ok(Share { has: need == Need::Now, is_given: true, ..share })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARES: [Share; 8] = {
        let mut all = [Share { has: false, is_vouched: false, is_given: false }; 8];
        let mut at = 0;
        while at < all.len() {
            all[at] = Share { has: at & 1 != 0, is_vouched: at & 2 != 0, is_given: at & 4 != 0 };
            at += 1;
        }
        all
    };
    const NEEDS: [Need; 3] = [Need::None, Need::WhenEnabled, Need::Now];
    const GIVERS: [Giver; 2] = [Giver::Holds, Giver::Lacks];
    const LOOKS: [Look; 3] = [Look::Sound, Look::InDoubt, Look::Altered];

    fn each(of: impl Fn(Share, Need, Giver, Look)) {
        for share in SHARES {
            for need in NEEDS {
                for giver in GIVERS {
                    LOOKS.into_iter().for_each(|look| of(share, need, giver, look));
                }
            }
        }
    }

    #[test]
    fn whatever_stood_there_only_who_needs_a_secret_has_it_afterwards() {
        each(|share, need, giver, before| {
            let Ok(after) = settled(share, need, giver, before) else { return };
            assert_eq!(after.has, need == Need::Now, "{share:?} {need:?} {giver:?} {before:?}");
            assert!(need != Need::None || !after.is_given, "{share:?} {giver:?} {before:?}");
        });
    }

    #[test]
    fn nobody_is_given_a_secret_by_one_who_lacks_it_nor_without_a_voucher_nor_in_doubt() {
        each(|share, need, giver, before| {
            let Ok(after) = settled(share, need, giver, before) else { return };
            let is_more = (after.has && !share.has) || (after.is_given && !share.is_given);
            let may = giver == Giver::Holds && share.is_vouched && before == Look::Sound;
            assert!(!is_more || may, "{share:?} {need:?} {giver:?} {before:?}: {after:?}");
        });
    }

    #[test]
    fn what_was_settled_looks_sound() {
        each(|share, need, giver, before| {
            if giver == Giver::Lacks || before != Look::Sound || look(share, need, giver) == Look::Altered {
                return;
            }
            if let Ok(after) = settled(share, need, giver, before) {
                let found = look(after, need, giver);
                // A note without a voucher is nobody's work, and stays in doubt.
                let is_odd = share.is_given && !share.is_vouched;
                assert!(found == Look::Sound || is_odd, "{share:?} {need:?}: {after:?} looks {found:?}");
            }
        });
    }
}
