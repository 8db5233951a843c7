//! A county on a sheet of its own: municipalities A–Ö, the county, the nation, and the last comparable values
//! beside where there are any.

use catalogue::model::Indicator;
use domain::{Level, Outcome, Reason, Unit, UnitCode};
use results::colours::Mode;

use super::columns::{
    few_persons, indicator_column, key, scheme_cells, scheme_keys, scheme_meanings, with_sets,
};
use super::{county_id, paragraph};
use crate::build::before::Earlier;
use crate::build::scene::{Scene, unit_mode};
use crate::build::words::{fill, join, same, say};
use crate::model::{Block, Column, Cube, Paper, RowKind, Section, TableCell, TableRow, TableView, Text};

/// The section of a county; none if the edition has no such county.
pub(super) fn section(
    scene: &Scene<'_>,
    outcomes: &Cube,
    aggregates: &Cube,
    code: &UnitCode,
) -> Option<Section> {
    let county = scene.edition.frame.counties.iter().find(|county| county.code == *code)?;
    let sheet = Sheet::new(scene, outcomes, aggregates, code);
    let name = same(county.name.clone());
    let place: Vec<usize> = scene.place(Level::County, code).into_iter().collect();
    let mut blocks = vec![if scene.ranks(&place) {
        paragraph(
            "Länets och rikets rader har ingen färg här. Länets färg finns på bladet Län, städer och riket.",
            "The rows of the county and Sweden have no colour here. The county's colour is on the sheet Counties, cities \
             and Sweden.",
        )
    } else {
        paragraph(
            "Länets och rikets rader har ingen färg.",
            "The rows of the county and Sweden have no colour.",
        )
    }];
    blocks.extend(sheet.left_out());
    blocks.extend(sheet.earlier_note());
    let meanings = scheme_meanings(scene, &sheet.units(), true);
    blocks.extend((!meanings.is_empty()).then(|| Block::Paragraph(join(&meanings, " "))));
    blocks.push(Block::Table(sheet.table(&name)));
    blocks.extend(sheet.sources());
    Some(Section {
        id: county_id(code.as_str()),
        name: same(format!("{code} {}", county.name)),
        title: name,
        paper: Paper::A3Landscape,
        blocks,
    })
}

/// What a county's table is made from.
struct Sheet<'s, 'a> {
    scene: &'s Scene<'a>,
    outcomes: &'s Cube,
    aggregates: &'s Cube,
    subjects: Vec<usize>,
    /// The places below the units: cities of the county, the county, the nation.
    above: Vec<(Level, UnitCode)>,
    /// The indicators that somebody of the county has an outcome on, by their place.
    shown: Vec<usize>,
}

impl<'s, 'a> Sheet<'s, 'a> {
    fn new(scene: &'s Scene<'a>, outcomes: &'s Cube, aggregates: &'s Cube, code: &UnitCode) -> Self {
        let belongs = |subject: &usize| scene.unit(*subject).county == *code;
        let subjects: Vec<usize> = scene.alphabetical().into_iter().filter(belongs).collect();
        let frame = &scene.edition.frame;
        let cities = frame.cities.iter().filter(|city| city.parent.as_ref() == Some(code));
        let mut above: Vec<(Level, UnitCode)> = cities.map(|city| (Level::City, city.code.clone())).collect();
        above.push((Level::County, code.clone()));
        above.extend(frame.nation.iter().map(|nation| (Level::Nation, nation.code.clone())));
        let is_known = |indicator: &usize| {
            let id = &scene.indicators[*indicator].id;
            let published = scene
                .input
                .published
                .iter()
                .any(|value| value.indicator == *id && above.iter().any(|(_, code)| *code == value.code));
            let is_answered = |subject: &usize| match scene.results.outcomes.get(*subject, *indicator) {
                Outcome::Empty(empty) => empty.reason != Reason::NotAnswered,
                Outcome::Category(_) | Outcome::Figure(_) => true,
            };
            published || subjects.iter().any(is_answered)
        };
        let mut shown: Vec<usize> = (0..scene.indicators.len()).filter(is_known).collect();
        if shown.is_empty() {
            shown = (0..scene.indicators.len()).collect();
        }
        Self { scene, outcomes, aggregates, subjects, above, shown }
    }

    fn indicators(&self) -> Vec<&'a Indicator> {
        self.shown.iter().map(|&i| self.scene.indicators[i]).collect()
    }

    fn units(&self) -> Vec<&'a Unit> {
        self.subjects.iter().map(|&subject| self.scene.unit(subject)).collect()
    }

    /// The indicators that nobody of the county has an outcome on.
    fn left_out(&self) -> Option<Block> {
        let left = (0..self.scene.indicators.len()).filter(|i| !self.shown.contains(i));
        let names: Vec<&Text> = left.map(|i| &self.scene.indicators[i].short_name).collect();
        let list = join(names.iter().copied(), "; ");
        (!names.is_empty()).then(|| {
            Block::Paragraph(fill(
                "Här visas inte indikatorer där ingen av länets kommuner har ett utfall: {}.",
                "Indicators on which no municipality of the county has an outcome are not shown here: {}.",
                &[&list],
            ))
        })
    }

    /// Where the published values come from.
    fn sources(&self) -> Option<Block> {
        let has_any = self.scene.input.published.iter().any(|value| self.is_here(&value.code));
        has_any.then(|| {
            paragraph(
                "Publicerade värden ingår inte i någon beräkning. Källorna står på bladet Läs mig.",
                "Published values take no part in any computation. Their sources are on the sheet Read me.",
            )
        })
    }

    fn is_here(&self, code: &UnitCode) -> bool {
        self.above.iter().any(|(_, above)| above == code)
            || self.subjects.iter().any(|&subject| self.scene.unit(subject).code == *code)
    }

    fn earlier(&self, i: usize) -> Option<Earlier<'a>> {
        Earlier::of(self.scene, self.scene.indicators[i])
    }

    /// Which edition the values beside are of.
    fn earlier_note(&self) -> Option<Block> {
        let before = self.scene.input.before?;
        let has_any = self.shown.iter().any(|&i| self.earlier(i).is_some());
        let name = crate::build::before::label(self.scene, before.edition);
        has_any.then(|| {
            Block::Paragraph(fill(
                "Bredvid indikatorer som kan jämföras står värdet från {}, utan färg.",
                "Beside indicators that can be compared you find the value of {}, without colour.",
                &[&name],
            ))
        })
    }

    fn table(&self, name: &Text) -> TableView {
        let scene = self.scene;
        let mut keys = vec![key(say("Kommun", "Municipality"), 24)];
        keys.extend(scheme_keys(scene, true));
        let width = keys.len();
        let mut rows: Vec<TableRow> = Vec::new();
        for &subject in &self.subjects {
            let unit = scene.unit(subject);
            rows.push(self.unit_row(subject, unit));
            rows.extend(self.published(Level::Unit, &unit.code, &scene.row_name(unit), width));
        }
        for (level, code) in &self.above {
            let name = scene.level_name(code.as_str());
            let published = self.published(*level, code, &name, width);
            let own = match &published {
                Some(_) => fill("Beräknat här: {}", "Computed here: {}", &[&name]),
                None => name,
            };
            rows.extend(scene.place(*level, code).map(|place| self.level_row(place, &own, width)));
            rows.extend(published);
        }
        TableView {
            cube: self.outcomes.id.clone(),
            caption: join(
                [with_sets(
                    fill(
                        "{}: kommuner, länet och riket, årgång {}.",
                        "{}: municipalities, the county and Sweden, edition {}.",
                        &[name, &same(scene.edition.year.to_string())],
                    ),
                    &scene.unit_sets(),
                )]
                .iter()
                .chain(&few_persons(scene, &self.indicators())),
                " ",
            ),
            mode: Some(Mode::Target),
            keys,
            columns: self.columns(),
            rows,
            filtered: true,
        }
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        for &i in &self.shown {
            let indicator = self.scene.indicators[i];
            let mode = unit_mode(indicator).filter(|mode| *mode != Mode::Target);
            columns.push(indicator_column(self.scene, indicator, mode));
            if let Some(earlier) = self.earlier(i) {
                columns.push(earlier.column(self.scene, indicator));
            }
        }
        columns
    }

    /// One cell for each indicator, and the earlier one after it where there is one.
    fn cells(
        &self,
        own: impl Fn(usize) -> TableCell,
        earlier: impl Fn(&Earlier<'_>) -> TableCell,
    ) -> Vec<TableCell> {
        let mut cells = Vec::new();
        for &i in &self.shown {
            cells.push(own(i));
            cells.extend(self.earlier(i).map(|before| earlier(&before)));
        }
        cells
    }

    fn unit_row(&self, subject: usize, unit: &Unit) -> TableRow {
        let scene = self.scene;
        let mut keys = vec![TableCell::Text(scene.row_name(unit))];
        keys.extend(scheme_cells(scene, unit, true));
        let own = |i: usize| {
            let mode = unit_mode(scene.indicators[i]);
            self.outcomes.at(&[subject, i]).map_or(TableCell::Blank, |cell| scene.cell(cell, mode))
        };
        let cells = self.cells(own, |before| before.unit(scene, &unit.code));
        TableRow { kind: RowKind::Body, anchor: unit.code.to_string(), keys, cells }
    }

    fn level_row(&self, place: usize, name: &Text, width: usize) -> TableRow {
        let scene = self.scene;
        let member = &scene.results.places[place];
        let own = |i: usize| {
            self.aggregates.at(&[place, i]).map_or(TableCell::Blank, |cell| scene.cell(cell, None))
        };
        let cells = self.cells(own, |before| before.place(scene, &member.place));
        let anchor = crate::build::cubes::place_id(&member.place);
        TableRow { kind: RowKind::Level, anchor, keys: first(name.clone(), width), cells }
    }

    fn published(&self, level: Level, code: &UnitCode, name: &Text, width: usize) -> Option<TableRow> {
        let row = published_row(self.scene, level, code, &self.indicators(), |name| first(name, width))?;
        let mut figures = row.cells.into_iter();
        let cells = self.cells_in_order(|| figures.next().unwrap_or(TableCell::Blank));
        let keys = first(published_name(name), width);
        Some(TableRow { keys, cells, ..row })
    }

    /// Cells taken one by one, a blank where an earlier value would stand.
    fn cells_in_order(&self, mut next: impl FnMut() -> TableCell) -> Vec<TableCell> {
        let mut cells = Vec::new();
        for &i in &self.shown {
            cells.push(next());
            cells.extend(self.earlier(i).map(|_| TableCell::Blank));
        }
        cells
    }
}

/// The name of a row above the units; its other keys stay blank.
pub(super) fn first(name: Text, width: usize) -> Vec<TableCell> {
    let mut keys = vec![TableCell::Text(name)];
    keys.resize(width, TableCell::Blank);
    keys
}

/// `▣ Riket – publicerat värde, inte omräknat`: the sign is explained above the table.
fn published_name(name: &Text) -> Text {
    fill("▣ {} – publicerat värde, inte omräknat", "▣ {} – published value, not recomputed", &[name])
}

/// The row of what others published of a place; none if they published nothing that is shown.
pub(super) fn published_row(
    scene: &Scene<'_>,
    level: Level,
    code: &UnitCode,
    indicators: &[&Indicator],
    head: impl FnOnce(Text) -> Vec<TableCell>,
) -> Option<TableRow> {
    let values = || scene.input.published.iter().filter(|v| v.level == level && v.code == *code);
    let cells: Vec<TableCell> = indicators
        .iter()
        .map(|indicator| {
            let value = values().find(|value| value.indicator == indicator.id);
            value.map_or_else(
                || TableCell::Text(say("Ej publicerat", "Not published")),
                |value| TableCell::Figure(value.figure, scene.plain_ends(), None, String::new()),
            )
        })
        .collect();
    let keys = head(published_name(&scene.level_name(code.as_str())));
    cells.iter().any(|cell| matches!(cell, TableCell::Figure(..))).then(|| TableRow {
        kind: RowKind::Published,
        anchor: format!("published:{level}:{code}"),
        keys,
        cells,
    })
}
