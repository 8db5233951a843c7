//! What the user can ask for; the contract of commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::EditionYear;

/// Öppna jämförelser: från svar till en jämförelse som kan förklara sig själv.
#[derive(Parser)]
#[command(name = "jamfor", version, about, propagate_version = true)]
pub(crate) struct Arguments {
    /// Språk för det som skrivs ut: sv eller en
    #[arg(long, global = true, default_value = "sv")]
    pub(crate) lang: Lang,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Räknar de två exempelresultaten, visar dem och skriver filerna (samma som jamfor utan kommando)
    Demo,
    /// Kontrollerar, visar och provar katalogen
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Skriver ut en årgångs ram: objekt, nivåer och sorteringsnycklar
    Frame(EditionOptions),
    /// Skriver ut en årgångs frågor
    Questionnaire(QuestionnaireOptions),
    /// Kontrollerar svar som webbenkäten gör, utan nät
    Check(CheckOptions),
    /// Räknar utfall och andelar
    Compute(ComputeOptions),
    /// Förklarar ett värde, ända ner till svaren
    Explain(ExplainOptions),
    /// Hittar på svar som håller sig till filtren och årgångens svarsfrekvens
    Simulate(SimulateOptions),
}

#[derive(Subcommand)]
pub(crate) enum CatalogueCommand {
    /// Alla fel i katalogen, sorterade; reglerna bevisas
    Check {
        /// Katalogens mapp; utan den kontrolleras den inbyggda
        dir: Option<PathBuf>,
    },
    /// Visar kortet för en indikator eller fråga, eller listan
    Show {
        #[command(flatten)]
        edition: EditionOptions,
        /// Indikatorns id eller frågans kod
        id: Option<String>,
    },
    /// Kör exempelfallen bredvid reglerna
    Test {
        /// Bara en årgång
        #[arg(long)]
        edition: Option<EditionYear>,
        /// Katalogens mapp; utan den provas den inbyggda
        #[arg(long)]
        catalogue: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(crate) struct EditionOptions {
    /// Årgång, till exempel 2018
    #[arg(long)]
    pub(crate) edition: EditionYear,
    /// En egen katalog i stället för den inbyggda
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Hur det skrivs ut
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
    /// Decimaltecken i csv: . för program, , för människor
    #[arg(long, default_value = ".", value_parser = ["." , ","])]
    pub(crate) decimal: String,
}

#[derive(Args)]
pub(crate) struct QuestionnaireOptions {
    /// Årgång, till exempel 2018
    #[arg(long)]
    pub(crate) edition: EditionYear,
    /// En egen katalog i stället för den inbyggda
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Bara json än så länge
    #[arg(long, default_value = "json", value_parser = ["json"])]
    pub(crate) format: String,
}

#[derive(Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) edition: EditionOptions,
    /// Svarsfilen, .csv eller .xlsx
    #[arg(long, value_name = "FIL")]
    pub(crate) answers: PathBuf,
}

#[derive(Args)]
pub(crate) struct Input {
    /// Svarsfilen, .csv eller .xlsx
    #[arg(long, value_name = "FIL", conflicts_with = "outcomes")]
    pub(crate) answers: Option<PathBuf>,
    /// En fil med utfall, för årgångar där bara utfall är kända
    #[arg(long, value_name = "FIL")]
    pub(crate) outcomes: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ComputeOptions {
    #[command(flatten)]
    pub(crate) edition: EditionOptions,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Mapp där outcomes.csv och aggregates.csv skrivs
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Vilken plats sammanfattningen visar: en storstads, ett läns (06) eller rikets kod (SE)
    #[arg(long, value_name = "KOD")]
    pub(crate) place: Option<String>,
    /// Vilken tabell som skrivs ut med --format csv eller json
    #[arg(long, default_value = "outcomes")]
    pub(crate) table: Table,
}

#[derive(Args)]
pub(crate) struct ExplainOptions {
    #[command(flatten)]
    pub(crate) edition: EditionOptions,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Kommunens eller stadsdelens kod; eller en storstads, ett läns (06) eller rikets (SE)
    #[arg(long, required_unless_present = "group")]
    pub(crate) unit: Option<String>,
    /// En grupp i en sorteringsnyckel, till exempel size:3 eller skl:B4
    #[arg(long, conflicts_with = "unit")]
    pub(crate) group: Option<String>,
    /// Indikatorns id
    #[arg(long)]
    pub(crate) indicator: String,
}

#[derive(Args)]
pub(crate) struct SimulateOptions {
    /// Årgång, till exempel 2018
    #[arg(long)]
    pub(crate) edition: EditionYear,
    /// En egen katalog i stället för den inbyggda
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Samma frö ger samma svar
    #[arg(long)]
    pub(crate) seed: u64,
    /// Filen som skrivs; annars standard ut
    #[arg(long, value_name = "FIL")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    Outcomes,
    Aggregates,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    #[default]
    Sv,
    En,
}

impl Lang {
    /// The Swedish or the English text.
    pub(crate) fn say<'a>(self, sv: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }

    /// As the catalogue names it.
    pub(crate) fn language(self) -> catalogue::model::Language {
        match self {
            Self::Sv => catalogue::model::Language::Swedish,
            Self::En => catalogue::model::Language::English,
        }
    }
}
