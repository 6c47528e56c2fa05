//! The parts of a workbook that are no sheets: which parts there are, and how cells look.

use std::io::Write;

use super::text::escape;
use crate::exchange::export::error::ExportError;
use crate::exchange::export::members::Member;

/// The file of the sheet about the others.
pub(super) const CONTENTS: &str = "xl/worksheets/contents.xml";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// How cells look, in the order of [`Looks`](super::sheet::Looks). A text has the format “text” and is marked as one, so that it stays one when it
/// is edited.
const STYLES: &str = concat!(
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>",
    "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"16\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8ECF4\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF55627A\"/></bottom><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"7\">",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
);

/// Writes every part but the sheets. `sheets` are their names and files, in their order.
///
/// # Errors
/// [`ExportError::Full`] or [`ExportError::Write`].
pub(super) fn write(member: &mut Member, sheets: &[(String, String)]) -> Result<(), ExportError> {
    let mut types = format!(
        "<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEET}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEET}.styles+xml\"/>"
    );
    let mut workbook =
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><bookViews><workbookView/></bookViews><sheets>");
    let mut relations = format!("<Relationships xmlns=\"{RELATIONS}\">");
    for (number, (name, file)) in (1..).zip(sheets) {
        types.push_str(&format!("<Override PartName=\"/{file}\" ContentType=\"{SHEET}.worksheet+xml\"/>"));
        workbook.push_str("<sheet name=\"");
        escape(name, &mut workbook);
        workbook.push_str(&format!("\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        let target = file.trim_start_matches("xl/");
        relations.push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/worksheet\" Target=\"{target}\"/>"));
    }
    types.push_str("</Types>");
    workbook.push_str("</sheets></workbook>");
    relations.push_str(&format!(
        "<Relationship Id=\"rId{}\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/></Relationships>",
        sheets.len() + 1
    ));
    let root = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
    // The first one was begun with the file.
    part(member, None, &types)?;
    part(member, Some("_rels/.rels"), &root)?;
    part(member, Some("xl/workbook.xml"), &workbook)?;
    part(member, Some("xl/_rels/workbook.xml.rels"), &relations)?;
    part(member, Some("xl/styles.xml"), &styles)
}

fn part(member: &mut Member, name: Option<&str>, xml: &str) -> Result<(), ExportError> {
    if let Some(name) = name {
        member.next(name)?;
    }
    let written = member.write_all(DECLARATION.as_bytes()).and_then(|()| member.write_all(xml.as_bytes()));
    written.map_err(|error| member.failed(error))
}
