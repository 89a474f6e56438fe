//! A tree of things that are on or off, and what follows for what is above them. Pure.

use crate::widget::matching::Query;
use crate::widget::semantics::Mark;

/// A part of a tree, as it is handed in.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<K> {
    Branch {
        label: String,
        parts: Vec<Self>,
    },
    Leaf {
        key: K,
        label: String,
        is_on: bool,
        /// Why it cannot be changed, if it cannot.
        lock: Option<String>,
    },
}

/// Makes a part with parts below it.
pub fn branch<K>(label: impl Into<String>, parts: Vec<Part<K>>) -> Part<K> {
    Part::Branch { label: label.into(), parts }
}

/// Makes a thing that is on or off.
pub fn leaf<K>(key: K, label: impl Into<String>, is_on: bool) -> Part<K> {
    Part::Leaf { key, label: label.into(), is_on, lock: None }
}

/// Makes a thing that is on or off and cannot be changed, for a reason.
pub fn locked<K>(key: K, label: impl Into<String>, is_on: bool, reason: impl Into<String>) -> Part<K> {
    Part::Leaf { key, label: label.into(), is_on, lock: Some(reason.into()) }
}

#[derive(Debug, Clone, PartialEq)]
struct Node<K> {
    label: String,
    depth: usize,
    /// The first node that is not below this one.
    end: usize,
    kind: Kind<K>,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind<K> {
    Branch { is_open: bool },
    Leaf { key: K, is_on: bool, lock: Option<String> },
}

/// The tree: its nodes in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Model<K> {
    nodes: Vec<Node<K>>,
}

impl<K> Default for Model<K> {
    fn default() -> Self {
        Self { nodes: Vec::new() }
    }
}

/// What the operator does to a tree; nodes by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Toggle(usize),
    Open(usize),
    Close(usize),
}

/// A node as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'t> {
    pub node: usize,
    pub label: &'t str,
    pub depth: usize,
    pub mark: Mark,
    pub is_branch: bool,
    pub is_open: bool,
    /// Why it cannot be changed: the leaf's reason, or that of all leaves below.
    pub lock: Option<&'t str>,
}

impl<K> Model<K> {
    /// Makes a tree of its parts. Its first two levels are open.
    #[cfg(test)]
    pub fn new(parts: Vec<Part<K>>) -> Self {
        Self::open_to(2, parts)
    }

    /// Makes a tree of its parts, with so many levels open.
    pub fn open_to(levels: usize, parts: Vec<Part<K>>) -> Self {
        let mut model = Self::default();
        for part in parts {
            model.push(part, 0, levels);
        }
        model
    }

    fn push(&mut self, part: Part<K>, depth: usize, levels: usize) {
        let at = self.nodes.len();
        match part {
            Part::Branch { label, parts } => {
                self.nodes.push(Node {
                    label,
                    depth,
                    end: at + 1,
                    kind: Kind::Branch { is_open: depth < levels },
                });
                for part in parts {
                    self.push(part, depth + 1, levels);
                }
                let end = self.nodes.len();
                if let Some(node) = self.nodes.get_mut(at) {
                    node.end = end;
                }
            }
            Part::Leaf { key, label, is_on, lock } => {
                self.nodes.push(Node { label, depth, end: at + 1, kind: Kind::Leaf { key, is_on, lock } });
            }
        }
    }

    fn below(&self, node: usize) -> &[Node<K>] {
        let end = self.nodes.get(node).map_or(node, |it| it.end);
        self.nodes.get(node..end).unwrap_or_default()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether a leaf is on, or all, some or none of the leaves below a branch.
    pub fn mark(&self, node: usize) -> Mark {
        let (mut on, mut off) = (false, false);
        for it in self.below(node) {
            if let Kind::Leaf { is_on, .. } = &it.kind {
                on |= is_on;
                off |= !is_on;
            }
        }
        match (on, off) {
            (true, true) => Mark::Mixed,
            (true, false) => Mark::On,
            (false, _) => Mark::Off,
        }
    }

    /// Why a node cannot be changed, if it cannot.
    pub fn lock(&self, node: usize) -> Option<&str> {
        let mut reason = None;
        for it in self.below(node) {
            if let Kind::Leaf { lock, .. } = &it.kind {
                reason = Some(lock.as_deref()?);
            }
        }
        reason
    }

    /// The keys of all leaves that are on.
    #[cfg(test)]
    pub fn on(&self) -> impl Iterator<Item = &K> {
        self.nodes.iter().filter_map(|node| match &node.kind {
            Kind::Leaf { key, is_on: true, .. } => Some(key),
            Kind::Leaf { .. } | Kind::Branch { .. } => None,
        })
    }

    /// What is on below a closed branch of which not all is: it tells what cannot be seen.
    pub fn hidden(&self, node: usize) -> Option<String> {
        let is_closed =
            matches!(self.nodes.get(node).map(|it| &it.kind), Some(Kind::Branch { is_open: false }));
        if !is_closed || self.mark(node) != Mark::Mixed {
            return None;
        }
        let on = self.below(node).iter().filter(|it| matches!(it.kind, Kind::Leaf { is_on: true, .. }));
        Some(on.map(|it| it.label.as_str()).collect::<Vec<_>>().join(", "))
    }

    /// Does what was asked for.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Toggle(node) => self.toggle(node),
            Event::Open(node) => self.set_open(node, true),
            Event::Close(node) => self.set_open(node, false),
        }
    }

    /// Turns a leaf round; turns all below a branch on, or off if all that can be are on. What is
    /// locked stays as it is.
    fn toggle(&mut self, node: usize) {
        let free = |it: &Node<K>| match &it.kind {
            Kind::Leaf { is_on, lock: None, .. } => Some(*is_on),
            Kind::Leaf { .. } | Kind::Branch { .. } => None,
        };
        let is_all_on = self.below(node).iter().filter_map(free).all(|is_on| is_on);
        let end = self.nodes.get(node).map_or(node, |it| it.end);
        for it in self.nodes.get_mut(node..end).unwrap_or_default() {
            if let Kind::Leaf { is_on, lock: None, .. } = &mut it.kind {
                *is_on = !is_all_on;
            }
        }
    }

    fn set_open(&mut self, node: usize, open: bool) {
        if let Some(Node { kind: Kind::Branch { is_open }, .. }) = self.nodes.get_mut(node) {
            *is_open = open;
        }
    }

    /// The node that a node is below.
    pub fn parent(&self, node: usize) -> Option<usize> {
        let depth = self.nodes.get(node)?.depth;
        let before = self.nodes.get(..node)?;
        before.iter().rposition(|it| it.depth < depth)
    }

    /// The nodes that are shown: those in open branches or, while something is searched for, those
    /// that are found and what they are below.
    pub fn shown(&self, query: &Query) -> Vec<usize> {
        let mut shown = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let is_found = query.is_empty()
                || self.below(at).iter().any(|it| query.finds(&it.label))
                || self.is_below_found(at, query);
            if !is_found {
                at = node.end;
                continue;
            }
            shown.push(at);
            let is_closed = matches!(node.kind, Kind::Branch { is_open: false });
            at = if is_closed && query.is_empty() { node.end } else { at + 1 };
        }
        shown
    }

    /// Whether a node is what is searched for, rather than the way to it. What is ticked with a branch that is only
    /// the way is out of sight.
    pub fn is_hit(&self, node: usize, query: &Query) -> bool {
        query.is_empty()
            || self.nodes.get(node).is_some_and(|it| query.finds(&it.label))
            || self.is_below_found(node, query)
    }

    /// Whether a branch above a node is found by its own name: then all below it is shown.
    fn is_below_found(&self, node: usize, query: &Query) -> bool {
        let mut at = self.parent(node);
        while let Some(above) = at {
            if self.nodes.get(above).is_some_and(|it| query.finds(&it.label)) {
                return true;
            }
            at = self.parent(above);
        }
        false
    }

    /// A node as it is shown.
    pub fn row(&self, node: usize) -> Option<Row<'_>> {
        let it = self.nodes.get(node)?;
        let (is_branch, is_open) = match it.kind {
            Kind::Branch { is_open } => (true, is_open),
            Kind::Leaf { .. } => (false, false),
        };
        Some(Row {
            node,
            label: &it.label,
            depth: it.depth,
            mark: self.mark(node),
            is_branch,
            is_open,
            lock: self.lock(node),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Model<u8> {
        Model::new(vec![branch(
            "All",
            vec![
                branch("Keys", vec![leaf(1, "View", true), leaf(2, "Cancel", false)]),
                branch("Doors", vec![leaf(3, "View", false), locked(4, "Erase", false, "not yours to give")]),
            ],
        )])
    }

    fn on(model: &Model<u8>) -> Vec<u8> {
        model.on().copied().collect()
    }

    #[test]
    fn a_branch_says_what_is_below_it() {
        let model = sample();
        assert_eq!(model.mark(0), Mark::Mixed);
        assert_eq!(model.mark(1), Mark::Mixed);
        assert_eq!(model.mark(4), Mark::Off);
    }

    #[test]
    fn a_branch_turns_all_below_it() {
        let mut model = sample();
        model.apply(Event::Toggle(1));
        assert_eq!((on(&model), model.mark(1)), (vec![1, 2], Mark::On));
        model.apply(Event::Toggle(1));
        assert_eq!((on(&model), model.mark(1)), (vec![], Mark::Off));
    }

    #[test]
    fn what_is_locked_stays_as_it_is() {
        let mut model = sample();
        model.apply(Event::Toggle(6));
        assert_eq!(on(&model), [1]);
        model.apply(Event::Toggle(0));
        assert_eq!(on(&model), [1, 2, 3]);
        assert_eq!(model.mark(0), Mark::Mixed);
        model.apply(Event::Toggle(0));
        assert!(on(&model).is_empty());
    }

    #[test]
    fn a_branch_is_locked_when_all_below_it_is() {
        let model = sample();
        assert_eq!(model.lock(6), Some("not yours to give"));
        assert_eq!(model.lock(4), None);
        let all = Model::new(vec![branch("B", vec![locked(1, "A", true, "why")])]);
        assert_eq!(all.lock(0), Some("why"));
    }

    #[test]
    fn a_closed_branch_hides_what_is_below_it() {
        let mut model = sample();
        model.apply(Event::Close(1));
        assert_eq!(model.shown(&Query::default()), [0, 1, 4, 5, 6]);
        model.apply(Event::Close(0));
        assert_eq!(model.shown(&Query::default()), [0]);
    }

    #[test]
    fn a_search_opens_what_it_finds() {
        let mut model = sample();
        model.apply(Event::Close(0));
        assert_eq!(model.shown(&Query::new("cancel")), [0, 1, 3]);
        assert_eq!(model.shown(&Query::new("doors")), [0, 4, 5, 6]);
        assert!(model.shown(&Query::new("zebra")).is_empty());
    }

    #[test]
    fn a_closed_branch_tells_what_is_on_in_it() {
        let mut model = sample();
        assert_eq!(model.hidden(1), None);
        model.apply(Event::Close(1));
        assert_eq!(model.hidden(1).as_deref(), Some("View"));
        model.apply(Event::Toggle(1));
        assert_eq!(model.hidden(1), None, "all is on: the mark says so");
    }

    #[test]
    fn parents_are_found() {
        let model = sample();
        assert_eq!(model.parent(3), Some(1));
        assert_eq!(model.parent(4), Some(0));
        assert_eq!(model.parent(0), None);
    }
}
