//! A second factor that is being set up: the picture for the camera, the secret to type by hand, and a field for the
//! code that shows that the authenticator has it.

use iced::Top;
use iced::widget::{column, row};
use keydesk::operation::own::Enrolment;

use crate::icon::Icon;
use crate::theme::space;
use crate::typed::Typed;
use crate::widget::field::{Field, field};
use crate::widget::qr::{Squares, qr};
use crate::widget::{Element, text};
use crate::words::Words;

/// What is shown of it.
#[derive(Debug, Clone)]
pub struct Shown {
    picture: Option<Squares>,
    groups: Typed,
    label: String,
}

/// The field of every code.
pub const CODE: &str = "code";
/// Five points for each square of the longest name that there is, with its margin.
const PICTURE: f32 = 265.0;
const GROUPS_A_LINE: usize = 20;

impl Shown {
    /// Makes the picture.
    pub fn of(enrolment: &Enrolment) -> Shown {
        Shown {
            picture: Squares::of(&enrolment.uri()),
            groups: Typed::new(enrolment.groups().to_string()),
            label: enrolment.label().to_owned(),
        }
    }

    /// What to do, step by step; the field for the code comes last.
    pub fn view<'a, M: Clone + 'a>(&'a self, words: &'a Words, code: Field<'a, M>) -> Element<'a, M> {
        let groups = self.groups.as_str();
        let (first, second) = groups.split_at_checked(GROUPS_A_LINE).unwrap_or((groups, ""));
        let by_hand = column![
            text::muted(words.get("enrolment-type")),
            column![text::mono(first.trim_end()), text::mono(second)],
            text::muted(words.with("enrolment-name", [("label", self.label.as_str().into())])),
        ];
        let steps = column![
            text::label(words.get("enrolment-scan")),
            by_hand.spacing(space::SM),
            Element::from(code)
        ];
        let steps = steps.spacing(space::LG).width(iced::Fill);
        let picture =
            self.picture.as_ref().map(|squares| qr(squares, words.get("enrolment-picture"), PICTURE).into());
        row(picture).push(steps).spacing(space::XL).align_y(Top).into()
    }
}

/// The field for a code.
pub fn code_field<'a, M: Clone + 'a>(
    label: std::borrow::Cow<'a, str>,
    code: &'a Typed,
    error: Option<String>,
    on_input: Option<impl Fn(Typed) -> M + 'a>,
    submit: M,
) -> Field<'a, M> {
    field(label, code.as_str())
        .id(CODE)
        .mono()
        .lead(Icon::Smartphone)
        .error(error)
        .on_input_maybe(on_input.map(|on_input| move |typed| on_input(Typed::new(typed))))
        .on_submit(submit)
}
