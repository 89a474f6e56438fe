//! The screens, driven as operators drive them.

mod pictures;
