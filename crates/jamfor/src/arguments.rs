//! What the user can ask for; the contract of commands.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use domain::EditionYear;

/// Öppna jämförelser: från svar till en jämförelse som kan förklara sig själv.
#[derive(Parser)]
#[command(name = "jamfor", version, about, propagate_version = true)]
pub(crate) struct Arguments {
    /// Språk för det som skrivs ut: sv eller en
    #[arg(long, global = true, default_value = "sv")]
    pub(crate) lang: Lang,
    /// Visa alla fel, också i en fil som ser ut att höra till en annan årgång
    #[arg(long, global = true)]
    pub(crate) all: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Startar webbplatsen; jamfor utan kommando startar den med en simulerad omgång att pröva (--demo)
    Serve(ServeOptions),
    /// Räknar de två exempelresultaten, visar dem och skriver filerna
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
    /// Säger vad som krävs för att nå målet: de minsta ändringarna av svar
    Reach(ReachOptions),
    /// Hittar på svar som håller sig till filtren och årgångens svarsfrekvens
    Simulate(SimulateOptions),
    /// Skriver en publiceringsmapp: arbetsbok, resultat, underlag, katalog och förteckning
    Publish(PublishOptions),
    /// Kontrollerar att en publiceringsmapp är oförändrad, och räknar om den
    Verify(VerifyOptions),
    /// Konton för dem som arbetar med omgångarna
    #[command(subcommand)]
    Account(AccountCommand),
    /// Granskar svarslagret
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Säkerhetskopierar svarslagret till en fil, medan det används
    Backup(BackupOptions),
    /// Läser tillbaka en säkerhetskopia till ett tomt svarslager
    Restore(BackupOptions),
    /// Gallrar personuppgifter: en länks benämning, ett kontos namn och adress, eller en text i ett svar eller om en publicering
    Erase(EraseOptions),
    /// Säger vad som skiljer två resultat, publiceringar eller kataloger, och varför
    Diff(DiffOptions),
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

/// Where the site listens unless it is said.
const LISTEN: &str = "127.0.0.1:8080";

#[derive(Args)]
pub(crate) struct ServeOptions {
    /// Adress och port
    #[arg(long, value_name = "ADRESS", default_value = LISTEN, value_parser = listen)]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// En egen katalog i stället för den inbyggda
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Webbplatsen nås med https, genom en omvänd proxy
    #[arg(long)]
    pub(crate) behind_tls: bool,
    /// En egen omvänd proxy säger varifrån besökare kommer (X-Forwarded-For)
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// Fil om den som driver webbplatsen: kontakt, tillgänglighetsredogörelse, personuppgifter
    #[arg(long, value_name = "FIL")]
    pub(crate) operator: Option<PathBuf>,
    /// Mapp med publiceringar att visa, var och en som `jamfor publish` skrev den
    #[arg(long, value_name = "DIR")]
    pub(crate) publications: Option<PathBuf>,
    /// Lägg upp en simulerad omgång och skriv ut inloggningar för alla roller
    #[arg(long)]
    pub(crate) demo: bool,
    /// Starta trots att slutet på en revisionskedja inte håller
    #[arg(long)]
    pub(crate) despite_faults: bool,
}

/// An address with its port; the mistake in English, which the parser of arguments speaks.
fn listen(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "give an address of numbers and a port, such as 127.0.0.1:8081")
}

impl ServeOptions {
    /// What `jamfor` alone does.
    pub(crate) fn demo() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8080));
        Self {
            listen,
            store: StoreOptions { store: None },
            catalogue: None,
            behind_tls: false,
            behind_proxy: false,
            operator: None,
            publications: None,
            demo: true,
            despite_faults: false,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum AccountCommand {
    /// Bjuder in någon: skriver ut en länk där de väljer lösenord
    Invite(InviteOptions),
}

#[derive(Args)]
pub(crate) struct InviteOptions {
    /// E-postadressen de loggar in med
    #[arg(value_name = "ADRESS")]
    pub(crate) login: String,
    /// national_analyst, reviewer, publisher, regional_analyst eller reader
    #[arg(long, value_name = "ROLL")]
    pub(crate) role: String,
    /// Namnet som visas; utan det e-postadressens första del
    #[arg(long, value_name = "NAMN")]
    pub(crate) name: Option<String>,
    /// Bara ett län eller en kommun, med dess kod
    #[arg(long, value_name = "KOD")]
    pub(crate) place: Option<String>,
    /// Bara en omgång
    #[arg(long, value_name = "OMGÅNG")]
    pub(crate) round: Option<String>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// Kontrollerar revisionskedjan: att inget är ändrat, borttaget eller inskjutet
    Verify(AuditOptions),
    /// Skriver ut händelserna – inloggningar, länkar, konton, omgångar – en JSON-rad var
    Events(EventOptions),
}

#[derive(Args)]
pub(crate) struct EventOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// Bara händelser från en tidpunkt (2018-06-01T08:00:00+02:00)
    #[arg(long, value_name = "TID", conflicts_with = "after")]
    pub(crate) since: Option<String>,
    /// Bara händelser efter den som har detta id: den sista som lästes förra gången
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<String>,
}

#[derive(Args)]
pub(crate) struct AuditOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// Bara en omgång; utan den alla
    #[arg(long, value_name = "OMGÅNG")]
    pub(crate) round: Option<String>,
    /// Det kedjan ska innehålla: ett kvittos fil eller nummer (412:hash), eller en publicerings manifest.json
    #[arg(long, value_name = "ANKARE")]
    pub(crate) anchor: Option<String>,
}

#[derive(Args)]
pub(crate) struct BackupOptions {
    /// Säkerhetskopians fil
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).args(["link", "account", "publication", "round"]))]
pub(crate) struct EraseOptions {
    /// En länks id: benämningen, som säger vem som har länken, tas bort
    #[arg(long, value_name = "ID")]
    pub(crate) link: Option<String>,
    /// Ett kontos id eller e-postadress: namn, adress, lösenord och koder tas bort, och kontot stängs
    #[arg(long, value_name = "KONTO")]
    pub(crate) account: Option<String>,
    /// En publicering, till exempel 2018-v1: det som skrivits om bestridda uppgifter och återkallanden. Utan --event visas vad som finns
    #[arg(long, value_name = "PUBLICERING")]
    pub(crate) publication: Option<String>,
    /// Numret på händelsen vars text tas bort
    #[arg(long, value_name = "NUMMER", requires = "publication")]
    pub(crate) event: Option<i64>,
    /// Omgången som svaret hör till
    #[arg(long, value_name = "OMGÅNG", requires = "subject")]
    pub(crate) round: Option<String>,
    /// Vem som svarar, till exempel kommunens kod; --unit är samma sak
    #[arg(long, alias = "unit", value_name = "KOD", requires = "round")]
    pub(crate) subject: Option<String>,
    /// Bara svaret på en del, till exempel E
    #[arg(long, value_name = "DEL", requires = "round")]
    pub(crate) part: Option<String>,
    /// Cellen vars text tas bort, till exempel E7 eller E7#comment; kan upprepas. Utan den visas vad som finns
    #[arg(long, value_name = "CELL", requires_all = ["round", "reason"])]
    pub(crate) cell: Vec<String>,
    /// Varför, med den regel som gäller; står kvar i revisionskedjan, så inga personuppgifter
    #[arg(long, value_name = "SKÄL", requires = "cell")]
    pub(crate) reason: Option<String>,
    /// Tar bort på riktigt; utan den visas bara vad som skulle tas bort
    #[arg(long)]
    pub(crate) confirm: bool,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct StoreOptions {
    /// Svarslagret: en fil eller postgres://…; annars $JAMFOR_STORE, annars jamfor.db i den här mappen
    #[arg(long, value_name = "PLATS")]
    pub(crate) store: Option<String>,
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
    /// json för program; xlsx är en arbetsbok att fylla i utan nät; docx och pdf är alla frågor att läsa i förväg
    #[arg(long, default_value = "json")]
    pub(crate) format: QuestionnaireFormat,
    /// Filen som skrivs; bara json skrivs annars till standard ut
    #[arg(long, value_name = "FIL")]
    pub(crate) out: Option<PathBuf>,
    /// Kommunens eller stadsdelens kod, ifylld i arbetsboken
    #[arg(long, value_name = "KOD")]
    pub(crate) unit: Option<String>,
    /// Objektets svar hittills, ifyllda i arbetsboken; kan upprepas, den senaste filens gäller
    #[arg(long, value_name = "FIL", requires = "unit")]
    pub(crate) answers: Vec<PathBuf>,
    /// Bara en del, till exempel E, i docx och pdf; kan upprepas
    #[arg(long, value_name = "DEL")]
    pub(crate) part: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionnaireFormat {
    Json,
    Xlsx,
    Docx,
    Pdf,
}

#[derive(Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) edition: EditionOptions,
    /// Svarsfilen, .csv eller .xlsx; kan upprepas: en senare fils svar från ett objekt ersätter dem i tidigare filer
    #[arg(long, value_name = "FIL", required = true)]
    pub(crate) answers: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Input {
    /// Svarsfilen, .csv eller .xlsx; kan upprepas: en senare fils svar från ett objekt ersätter dem i tidigare filer
    #[arg(long, value_name = "FIL", conflicts_with = "outcomes")]
    pub(crate) answers: Vec<PathBuf>,
    /// En fil med utfall, för årgångar där bara utfall är kända
    #[arg(long, value_name = "FIL")]
    pub(crate) outcomes: Option<PathBuf>,
    /// En omgång i svarslagret, i stället för en fil
    #[arg(long, value_name = "OMGÅNG", conflicts_with_all = ["answers", "outcomes"])]
    pub(crate) round: Option<String>,
    /// Svarslagret: en fil eller postgres://…; annars $JAMFOR_STORE, annars jamfor.db i den här mappen
    #[arg(long, value_name = "PLATS", requires = "round", conflicts_with_all = ["answers", "outcomes"])]
    pub(crate) store: Option<String>,
    /// Som omgången var känd då: en tid (2018-06-01T08:00:00+02:00) eller numret på en post i kedjan
    #[arg(long, value_name = "TID", requires = "round", conflicts_with_all = ["answers", "outcomes"])]
    pub(crate) as_known_at: Option<String>,
    /// Räkna också svar som inte är inskickade, så som de är ifyllda
    #[arg(long, requires = "round", conflicts_with_all = ["answers", "outcomes"])]
    pub(crate) include_open: bool,
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
    /// En prövning: ändringar som räknas bredvid det verkliga resultatet (CHANGES.toml)
    #[arg(long, value_name = "FIL")]
    pub(crate) with: Option<PathBuf>,
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
pub(crate) struct ReachOptions {
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
    /// Bara en indikator, med dess id; annars alla
    #[arg(long)]
    pub(crate) indicator: Option<String>,
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
    /// Så många simulerade omgångar efter varandra: DIR/omgang-1/answers.csv …
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u8).range(1..=i64::from(catalogue::answers::MAX_ROUND)))]
    pub(crate) rounds: Option<u8>,
    /// Filen som skrivs (.csv), med --rounds mappen; annars standard ut
    #[arg(long, value_name = "FIL")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct PublishOptions {
    /// Årgång, till exempel 2018
    #[arg(long)]
    pub(crate) edition: EditionYear,
    /// En egen katalog i stället för den inbyggda
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: Input,
    /// När den publiceras, med avvikelse från UTC: 2018-06-01T08:00:00+02:00
    #[arg(long, value_name = "TID")]
    pub(crate) published_at: String,
    /// Ny eller tom mapp som publiceringen skrivs till
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Ett län som får ett eget blad; kan upprepas
    #[arg(long, value_name = "KOD")]
    pub(crate) county: Vec<String>,
    /// Värden som andra publicerat: visas bredvid, räknas aldrig in
    #[arg(long, value_name = "FIL")]
    pub(crate) published: Option<PathBuf>,
    /// Den förra jämförbara årgångens eller omgångens publiceringsmapp
    #[arg(long, value_name = "DIR")]
    pub(crate) before: Option<PathBuf>,
    /// Publiceringens nummer i sin årgång eller omgång: en rättelse är nästa
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) number: u32,
    /// Rättelsenoten, som correction.json i en rättad publicering
    #[arg(long, value_name = "FIL")]
    pub(crate) corrects: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct VerifyOptions {
    /// Publiceringsmappen
    pub(crate) dir: PathBuf,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// Mapp från compute --out eller publish, eller en katalog
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// Det som A jämförs med: resultat med resultat, katalog med katalog
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
    /// Hur det skrivs ut
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
    /// Decimaltecken i csv: . för program, , för människor
    #[arg(long, default_value = ".", value_parser = ["." , ","])]
    pub(crate) decimal: String,
    /// Bara en plats och dess objekt: ett objekts, en storstads, ett läns (06) eller rikets kod (SE), eller en grupp (skl:B4)
    #[arg(long, value_name = "KOD")]
    pub(crate) place: Option<String>,
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
