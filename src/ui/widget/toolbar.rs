//! The row of tools above a list. It is one row at every width: nothing in it is cut or wraps. What has no room goes into
//! one menu, the least important first; then buttons show their pictures alone; then what narrows the list is folded
//! into one button.

use super::menu::Item;
use super::{Element, paint};
use crate::theme::{Theme, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Color, Event, Fill, Length, Point, Rectangle, Renderer, Size, Vector};

/// The row of tools above a list: see [`toolbar`].
pub struct Toolbar<'a, Message> {
    groups: [Vec<Element<'a, Message>>; GROUPS],
    /// Whether each of the tools may show its picture alone.
    may_shrink: Vec<bool>,
    /// The commands as they stand in the menu, each with its rank.
    commands: Vec<(u8, Item<'a, Message>)>,
    /// What stands in the menu only.
    always: Vec<Item<'a, Message>>,
    menu: Menu<'a, Message>,
    is_lit: bool,
}

type Menu<'a, Message> = Box<dyn Fn(Vec<Item<'a, Message>>) -> Element<'a, Message> + 'a>;

const SEARCH: usize = 0;
const CHIPS: usize = 1;
const FOLDED: usize = 2;
const TOOLS: usize = 3;
const COMMANDS: usize = 4;
const ENDS: usize = 5;
const MENU: usize = 6;
const GROUPS: usize = 7;

/// The height of the row, whatever is in it.
pub const HEIGHT: f32 = 48.0;
/// In less, nobody sees what is typed.
const SEARCH_LEAST: f32 = 180.0;
const SEARCH_MOST: f32 = 320.0;
/// A menu of one line hides it for nothing.
const MENU_LEAST: usize = 2;

/// Makes a row of a search and what is added to it. `menu` makes the button of the menu for what has no room.
pub fn toolbar<'a, Message: 'a>(
    search: impl Into<Element<'a, Message>>,
    menu: impl Fn(Vec<Item<'a, Message>>) -> Element<'a, Message> + 'a,
) -> Toolbar<'a, Message> {
    let mut groups: [Vec<Element<'a, Message>>; GROUPS] = Default::default();
    if let Some(first) = groups.get_mut(SEARCH) {
        first.push(search.into());
    }
    Toolbar {
        groups,
        may_shrink: Vec::new(),
        commands: Vec::new(),
        always: Vec::new(),
        menu: Box::new(menu),
        is_lit: false,
    }
}

impl<'a, Message> Toolbar<'a, Message> {
    fn push(&mut self, group: usize, element: Element<'a, Message>) {
        if let Some(group) = self.groups.get_mut(group) {
            group.push(element);
        }
    }

    /// What narrows the list, each by a chip; and the one button that stands for all of them.
    pub fn chips(
        mut self,
        chips: impl IntoIterator<Item = Element<'a, Message>>,
        folded: Option<Element<'a, Message>>,
    ) -> Self {
        chips.into_iter().for_each(|chip| self.push(CHIPS, chip));
        if let Some(folded) = folded {
            self.push(FOLDED, folded);
        }
        self
    }

    /// A tool that stays whatever the room: a button, which may show its picture alone.
    pub fn tool(mut self, tool: impl Into<Element<'a, Message>>) -> Self {
        self.push(TOOLS, tool.into());
        self.may_shrink.push(true);
        self
    }

    /// Something that stays as it is.
    pub fn fixed(mut self, tool: impl Into<Element<'a, Message>>) -> Self {
        self.push(TOOLS, tool.into());
        self.may_shrink.push(false);
        self
    }

    /// A command, as a button and as a line of the menu; those of the highest rank stay the longest.
    pub fn command(
        mut self,
        rank: u8,
        button: impl Into<Element<'a, Message>>,
        item: Item<'a, Message>,
    ) -> Self {
        self.push(COMMANDS, button.into());
        self.commands.push((rank, item));
        self
    }

    /// A button at the right end, which may show its picture alone.
    pub fn end(mut self, tool: impl Into<Element<'a, Message>>) -> Self {
        self.push(ENDS, tool.into());
        self
    }

    /// What stands in the menu only.
    pub fn always(mut self, items: impl IntoIterator<Item = Item<'a, Message>>) -> Self {
        self.always.extend(items);
        self
    }

    /// Lies on a ground of its own behind the search: what stands there is about the rows that are selected.
    pub fn lit(mut self, is_lit: bool) -> Self {
        self.is_lit = is_lit;
        self
    }

    /// The commands by rank, the highest first; equals as they were added.
    fn by_rank(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.commands.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.commands.get(*at).map(|(rank, _)| *rank)));
        order
    }
}

/// What has to find room, each as wide as it would like to be.
struct Wanted<'w> {
    chips: &'w [f32],
    folded: f32,
    tools: &'w [f32],
    /// The tools with their pictures alone.
    small: &'w [f32],
    /// The most important first.
    commands: &'w [f32],
    ends: &'w [f32],
    menu: f32,
    /// How many lines stand in the menu only.
    always: usize,
}

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fit {
    /// So many commands are buttons, and the others lines of the menu.
    commands: usize,
    is_small: bool,
    is_folded: bool,
}

impl Wanted<'_> {
    /// How much room something takes, with the gap before each of it.
    fn width(&self, fit: Fit) -> f32 {
        let with_gaps = |widths: &[f32]| widths.iter().map(|width| width + space::SM).sum::<f32>();
        let buttons = self.commands.get(..fit.commands).unwrap_or(self.commands);
        let has_menu = self.lines(fit) > 0;
        let ends = match fit.is_small {
            true => self.ends.len() as f32 * (size::CONTROL + space::SM),
            false => with_gaps(self.ends),
        };
        with_gaps(if fit.is_small { self.small } else { self.tools })
            + if fit.is_folded && !self.chips.is_empty() {
                self.folded + space::SM
            } else {
                with_gaps(self.chips)
            }
            + with_gaps(buttons)
            + ends
            + if has_menu { self.menu + space::SM } else { 0.0 }
    }

    fn lines(&self, fit: Fit) -> usize {
        self.commands.len() - fit.commands + self.always
    }

    /// What gives way so that a search of the least width has room beside it. Where nothing does, all that can.
    fn fit(&self, room: f32) -> Fit {
        let stages = [(false, false), (true, false), (true, true)];
        // What stands in the menu only stands there in any case.
        let is_worth_it = |fit: &Fit| fit.commands == self.commands.len() || self.lines(*fit) >= MENU_LEAST;
        let of_stage = |(is_small, is_folded)| {
            let counts = (0..=self.commands.len()).rev();
            counts.map(move |commands| Fit { commands, is_small, is_folded }).filter(is_worth_it)
        };
        let mut all = stages.into_iter().flat_map(of_stage);
        let last = || stages.into_iter().flat_map(of_stage).last();
        let found = all.find(|fit| SEARCH_LEAST + self.width(*fit) <= room);
        found.or_else(last).unwrap_or(Fit { commands: self.commands.len(), is_small: true, is_folded: true })
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Toolbar<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        // Each group for itself: what comes or goes in one leaves the others as they are.
        let group = |elements: &Vec<Element<'_, Message>>| Tree {
            tag: tree::Tag::stateless(),
            state: tree::State::None,
            children: elements.iter().map(Tree::new).collect(),
        };
        let mut groups: Vec<Tree> = self.groups.iter().map(group).collect();
        if let Some(menu) = groups.get_mut(MENU) {
            menu.children = vec![Tree::new((self.menu)(Vec::new()))];
        }
        groups
    }

    fn diff(&self, tree: &mut Tree) {
        if tree.children.len() != GROUPS {
            tree.children = self.children();
        }
        for (at, (tree, elements)) in tree.children.iter_mut().zip(&self.groups).enumerate() {
            if at == MENU {
                tree.diff_children(&[(self.menu)(Vec::new())]);
            } else {
                tree.diff_children(elements);
            }
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Fixed(HEIGHT))
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let room = limits.max().width;
        let trees = tree.children.as_mut_slice();
        let least = layout::Limits::with_compression(
            Size::ZERO,
            Size::new(f32::INFINITY, HEIGHT),
            Size::new(true, true),
        );
        let mut laid_out =
            |group: usize, elements: &mut Vec<Element<'_, Message>>, least: &layout::Limits| {
                let trees = trees.get_mut(group).map(|tree| tree.children.as_mut_slice()).unwrap_or_default();
                let pairs = elements.iter_mut().zip(trees);
                pairs.map(|(it, tree)| it.as_widget_mut().layout(tree, renderer, least)).collect::<Vec<_>>()
            };
        let widths =
            |nodes: &[layout::Node]| nodes.iter().map(|node| node.size().width).collect::<Vec<f32>>();
        let order = self.by_rank();
        let all: Vec<_> = self.commands.iter().map(|(_, item)| item.clone()).collect();
        let all = all.into_iter().chain(self.always.iter().cloned());
        let mut menu = vec![(self.menu)(all.collect())];
        let [_, chips, folded, tools, commands, ends, shown] = &mut self.groups;
        let chip_nodes = laid_out(CHIPS, chips, &least);
        let folded_nodes = laid_out(FOLDED, folded, &least);
        let tool_nodes = laid_out(TOOLS, tools, &least);
        let command_nodes = laid_out(COMMANDS, commands, &least);
        let end_nodes = laid_out(ENDS, ends, &least);
        let menu_nodes = laid_out(MENU, &mut menu, &least);
        let command_widths = widths(&command_nodes);
        let small = widths(&tool_nodes).into_iter().zip(&self.may_shrink);
        let small: Vec<f32> =
            small.map(|(width, may)| if *may { width.min(size::CONTROL) } else { width }).collect();
        let by_rank: Vec<f32> = order.iter().filter_map(|at| command_widths.get(*at).copied()).collect();
        let wanted = Wanted {
            chips: &widths(&chip_nodes),
            folded: widths(&folded_nodes).first().copied().unwrap_or_default(),
            tools: &widths(&tool_nodes),
            small: &small,
            commands: &by_rank,
            ends: &widths(&end_nodes),
            menu: widths(&menu_nodes).first().copied().unwrap_or_default(),
            always: self.always.len(),
        };
        let fit = wanted.fit(room);
        let is_button = |at: usize| order.iter().take(fit.commands).any(|shown| *shown == at);
        let lines: Vec<_> = self.commands.iter().enumerate().filter(|(at, _)| !is_button(*at)).collect();
        let lines: Vec<_> =
            lines.into_iter().map(|(_, (_, item))| item.clone()).chain(self.always.iter().cloned()).collect();
        let has_menu = !lines.is_empty();
        *shown = if has_menu { vec![(self.menu)(lines)] } else { Vec::new() };
        let search_width = (room - wanted.width(fit)).clamp(SEARCH_LEAST.min(room), SEARCH_MOST);
        let [search, ..] = &mut self.groups;
        let within = layout::Limits::new(Size::ZERO, Size::new(search_width, HEIGHT));
        let search_nodes = laid_out(SEARCH, search, &within);
        let middle = |node: layout::Node, x: f32| {
            let y = ((HEIGHT - node.size().height) / 2.0).round();
            node.move_to(Point::new(x, y))
        };
        // A group that is not shown has no nodes: whoever goes over both stops there.
        let mut x = 0.0;
        let mut from_start = |nodes: Vec<layout::Node>, is_shown: &dyn Fn(usize) -> bool| {
            let placed = nodes.into_iter().enumerate().map(|(at, node)| {
                if !is_shown(at) {
                    return layout::Node::new(Size::ZERO);
                }
                let placed = middle(node, x);
                x += placed.size().width + space::SM;
                placed
            });
            layout::Node::with_children(Size::ZERO, placed.collect())
        };
        let shrunk = |nodes: Vec<layout::Node>, may: &dyn Fn(usize) -> bool| -> Vec<layout::Node> {
            let small = |(at, node): (usize, layout::Node)| match fit.is_small && may(at) {
                true => {
                    layout::Node::new(Size::new(node.size().width.min(size::CONTROL), node.size().height))
                }
                false => node,
            };
            nodes.into_iter().enumerate().map(small).collect()
        };
        let search = from_start(search_nodes, &|_| true);
        let is_folded = fit.is_folded;
        let chips = from_start(chip_nodes, &|_| !is_folded);
        let folded = from_start(folded_nodes, &|_| is_folded);
        let may_shrink = &self.may_shrink;
        let tools = shrunk(tool_nodes, &|at| may_shrink.get(at).copied().unwrap_or(false));
        let tools = from_start(tools, &|_| true);
        let commands = from_start(command_nodes, &is_button);
        let mut right = room;
        let mut from_end = |nodes: Vec<layout::Node>| {
            let placed = nodes.into_iter().rev().map(|node| {
                let placed = middle(node.clone(), right - node.size().width);
                right -= node.size().width + space::SM;
                placed
            });
            let mut placed: Vec<_> = placed.collect();
            placed.reverse();
            layout::Node::with_children(Size::ZERO, placed)
        };
        let menu = from_end(if has_menu { menu_nodes } else { Vec::new() });
        let ends = from_end(shrunk(end_nodes, &|_| true));
        let groups = vec![search, chips, folded, tools, commands, ends, menu];
        layout::Node::with_children(Size::new(room, HEIGHT), groups)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        for (part, tree, layout) in parts_mut(&mut self.groups, tree, layout) {
            part.as_widget_mut().operate(tree, layout, renderer, operation);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        for (part, tree, layout) in parts_mut(&mut self.groups, tree, layout) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let interactions = parts(&self.groups, tree, layout).map(|(part, tree, layout)| {
            part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
        });
        interactions.max().unwrap_or_default()
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let mut all = parts(&self.groups, tree, layout);
        let search = all.next();
        let left = search.map_or(bounds.x, |(_, _, layout)| layout.bounds().x + layout.bounds().width);
        let ground = Rectangle {
            x: left + space::XS,
            y: bounds.y + space::XS,
            width: bounds.width - (left - bounds.x) - space::XS,
            height: HEIGHT - 2.0 * space::XS,
        };
        let color = if self.is_lit { theme.tokens().accent_subtle } else { Color::TRANSPARENT };
        paint::rounded(renderer, ground, radius::CONTROL, color);
        for (part, tree, layout) in search.into_iter().chain(all) {
            part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let overlays = parts_mut(&mut self.groups, tree, layout).filter_map(|(part, tree, layout)| {
            part.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
        });
        let overlays: Vec<_> = overlays.collect();
        (!overlays.is_empty()).then(|| overlay::Group::with_children(overlays).overlay())
    }
}

/// The parts that are shown, each with its state and its place.
fn parts_mut<'b, 'a, Message>(
    groups: &'b mut [Vec<Element<'a, Message>>; GROUPS],
    tree: &'b mut Tree,
    layout: Layout<'b>,
) -> impl Iterator<Item = (&'b mut Element<'a, Message>, &'b mut Tree, Layout<'b>)> {
    let groups = groups.iter_mut().zip(&mut tree.children).zip(layout.children());
    groups.flat_map(|((elements, tree), layout)| {
        let parts = elements.iter_mut().zip(&mut tree.children).zip(layout.children());
        parts.map(|((part, tree), layout)| (part, tree, layout)).filter(|(.., layout)| is_shown(layout))
    })
}

fn parts<'b, 'a, Message>(
    groups: &'b [Vec<Element<'a, Message>>; GROUPS],
    tree: &'b Tree,
    layout: Layout<'b>,
) -> impl Iterator<Item = (&'b Element<'a, Message>, &'b Tree, Layout<'b>)> {
    let groups = groups.iter().zip(&tree.children).zip(layout.children());
    groups.flat_map(|((elements, tree), layout)| {
        let parts = elements.iter().zip(&tree.children).zip(layout.children());
        parts.map(|((part, tree), layout)| (part, tree, layout)).filter(|(.., layout)| is_shown(layout))
    })
}

fn is_shown(layout: &Layout<'_>) -> bool {
    layout.bounds().width > 0.0
}

impl<'a, Message: 'a> From<Toolbar<'a, Message>> for Element<'a, Message>
where
    Message: Clone,
{
    fn from(toolbar: Toolbar<'a, Message>) -> Self {
        Self::new(toolbar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f32 = space::SM;

    fn wanted<'w>(commands: &'w [f32], always: usize) -> Wanted<'w> {
        Wanted {
            chips: &[100.0, 120.0],
            folded: 60.0,
            tools: &[90.0],
            small: &[32.0],
            commands,
            ends: &[],
            menu: 32.0,
            always,
        }
    }

    #[test]
    fn what_has_no_room_goes_into_the_menu_from_the_last_and_never_alone() {
        let commands = [100.0; 4];
        let wanted = wanted(&commands, 0);
        let all = Fit { commands: 4, is_small: false, is_folded: false };
        let room = SEARCH_LEAST + wanted.width(all);
        assert_eq!(wanted.fit(room), all);
        let fewer = |room: f32| wanted.fit(room).commands;
        assert_eq!(fewer(room - 1.0), 2, "a menu of one line is none");
        assert_eq!(fewer(room - 200.0), 1);
        assert_eq!(fewer(room - 300.0), 0);
    }

    #[test]
    fn where_the_menu_has_lines_of_its_own_one_more_may_join_them() {
        let commands = [100.0; 2];
        let wanted = wanted(&commands, 2);
        let all = Fit { commands: 2, is_small: false, is_folded: false };
        let room = SEARCH_LEAST + wanted.width(all);
        assert_eq!(wanted.fit(room), all);
        assert_eq!(wanted.fit(room - 1.0).commands, 1);
    }

    #[test]
    fn after_the_commands_words_give_way_to_pictures_and_chips_to_one() {
        let wanted = wanted(&[], 2);
        let wide = Fit { commands: 0, is_small: false, is_folded: false };
        let room = SEARCH_LEAST + wanted.width(wide);
        assert_eq!(wanted.fit(room), wide);
        let small = Fit { is_small: true, ..wide };
        assert_eq!(wanted.fit(room - 1.0), small);
        let folded = Fit { is_folded: true, ..small };
        assert_eq!(wanted.fit(room - 100.0), folded);
        assert_eq!(wanted.fit(0.0), folded, "there is nothing more to give way");
        assert_eq!(wanted.width(folded), 60.0 + 32.0 + 32.0 + 3.0 * GAP);
    }

    #[test]
    fn a_command_that_is_alone_stays_a_button() {
        assert_eq!(wanted(&[100.0], 0).fit(0.0).commands, 1);
    }
}
