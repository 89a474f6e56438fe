//! What a widget is and is called, published to operations.
//!
//! Tests find controls by it today. iced 0.14 has no bridge to screen readers; when it gets one, the
//! roles and names are here.

use iced::Rectangle;
use iced::advanced::widget::Operation;

/// What a part of the window is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Button,
    /// Of a grid.
    Cell,
    CheckBox,
    ColumnHeader,
    ComboBox,
    Dialog,
    Grid,
    Group,
    Image,
    Link,
    MenuItem,
    Meter,
    NavigationItem,
    Option,
    ProgressBar,
    RadioButton,
    /// Of a table: marked, if it is chosen.
    Row,
    RowHeader,
    Slider,
    Status,
    /// Of a flow: on when it is done, mixed while it is at hand.
    Step,
    Tab,
    Table,
    TextField,
    Tooltip,
    TreeItem,
}

/// A mark that may stand between its two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    #[default]
    Off,
    On,
    /// Some of what is below is on, some is not.
    Mixed,
}

/// What a control says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Semantics {
    pub role: Role,
    pub name: String,
    pub value: Option<String>,
    pub mark: Option<Mark>,
    pub enabled: bool,
}

impl Semantics {
    /// An enabled part with a name.
    pub fn new(role: Role, name: impl Into<String>) -> Self {
        Self { role, name: name.into(), value: None, mark: None, enabled: true }
    }

    /// Says what it holds.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Says whether it is on.
    pub fn mark(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// Says whether it can be used.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Hands it to whoever walks through the window.
    pub fn publish(mut self, operation: &mut dyn Operation, bounds: Rectangle) {
        operation.custom(None, bounds, &mut self);
    }
}
