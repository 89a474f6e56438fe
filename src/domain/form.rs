//! Forms: what is wrong with one is said of every field at once.

/// Keeps a value that is accepted, or notes what is wrong with its field.
pub(crate) fn keep<T, Field, Why: Into<Fault>, Fault>(
    faults: &mut Vec<(Field, Fault)>,
    field: Field,
    result: Result<T, Why>,
) -> Option<T> {
    result.map_err(|why| faults.push((field, why.into()))).ok()
}
