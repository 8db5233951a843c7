//! What tests of published files share: workbooks read back with their looks, and rendered by LibreOffice.

pub(crate) mod libreoffice;
pub(crate) mod number_format;
pub(crate) mod package;
pub(crate) mod rendered;
pub(crate) mod said;
pub(crate) mod workbook;
pub(crate) mod xml;
