//! The structure diagram as an image of its own: that of the printed page.

use super::{Export, Problem};
use crate::exchange::html::diagram;

/// What an image needs that stands on no page: a font, in which whoever shows it has Chinese, and a colour.
pub(in crate::exchange) const OF_ITS_OWN: &str = "color=\"#1b1b1b\" font-family=\"'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif\"";

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let untitled = export.word("print-untitled", "subsystem");
    diagram::write(&export.printed, &|_| None, &untitled, OF_ITS_OWN, &mut text);
    Ok(text.into_bytes())
}
