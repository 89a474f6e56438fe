//! How far the keys of all have come to an encoder, since something was chosen for them that only an encoder writes.

use iced::widget::column;
use keydesk::domain::directory::Filter;
use keydesk::domain::key::Status;
use keydesk::operation::options::Campaign;

use super::status;
use crate::context::Context;
use crate::place::Place;
use crate::theme::space;
use crate::widget::{Element, surface, text, tile};
use crate::words::grouped;

/// Since when, how many are left, and until when those open what they say; the line leads to whose they are.
pub fn panel<'a, M: Clone + 'a>(
    context: &'a Context,
    campaign: &Campaign,
    go: Option<impl FnOnce(Place) -> M>,
) -> Element<'a, M> {
    let (words, say) = (&context.words, context.say());
    let values = [("since", say.moment(campaign.since).into()), ("until", say.end(campaign.until).into())];
    let told = text::body(words.with("campaign-told", values));
    let (state, count) = (Status::ReEditionRequired, grouped(campaign.waiting as i64));
    let (icon, tone) = (status::icon(state), status::tone(state));
    let list = go.map(|go| go(Place::Users(Filter::Status(state))));
    let line = tile::line(icon, tone, words.get("campaign-line"), words.get("campaign-line-hint"), count);
    let content = column![told, Element::from(line.on_press_maybe(list))].spacing(space::SM);
    surface::panel(words.get("campaign-title"), content).into()
}
