//! The figure of a place, counted again from the units listed.

use serde_json::Value as Json;

use super::FORMAT;
use super::document::{At, Checked, coded, ensure, fields, same};
use super::exact::Exact;
use super::rule::{Got, rounding};
use super::truth::Reasons;

const KEYS: [&str; 26] = [
    "format",
    "kind",
    "edition",
    "level",
    "code",
    "grouping",
    "group",
    "name",
    "indicator",
    "origin",
    "method",
    "times",
    "decimals",
    "withhold_above_percent",
    "reported",
    "target",
    "leaves_denominator",
    "figure",
    "numerator",
    "denominator",
    "units",
    "responded",
    "left_out",
    "empty",
    "members",
    "sentences",
];

/// A member as it is counted.
struct Member {
    got: Got,
    counts_as: &'static str,
    weight: Option<Exact>,
}

impl Member {
    fn read(json: &Json, target: &[&str], leaves: &[&str], is_weighed: bool) -> Checked<Self> {
        let told = fields(json, &[&["unit", "outcome", "counts_as", "weight"]], &[])?;
        coded(told.get("unit")?)?;
        let got = Got::told(told.get("outcome")?)?;
        let filled = [&got.value, &got.figure, &got.empty].iter().filter(|text| !text.is_empty()).count();
        ensure(filled == 1, || "not exactly one of value, figure and empty".to_owned())?;
        let counts_as = if !got.value.is_empty() {
            match (leaves.contains(&got.value.as_str()), target.contains(&got.value.as_str())) {
                (true, _) => "left_out",
                (false, true) => "reached",
                (false, false) => "not_reached",
            }
        } else if !got.figure.is_empty() {
            "figure"
        } else {
            let strongest = got
                .all_reasons
                .iter()
                .try_fold(Reasons::NONE, |all, one| Ok::<_, String>(all.and(Reasons::of(one)?)))?;
            same("`empty`", &Some(got.empty.as_str()), &strongest.strongest())?;
            match got.empty.as_str() {
                "not_asked" => "not_asked",
                "not_applicable" => "left_out",
                _ => "non_response",
            }
        };
        same("`counts_as`", &told.text("counts_as")?, &counts_as)?;
        let weight = told.text_or_null("weight")?.map(Exact::read).transpose()?;
        ensure(weight.is_none() || is_weighed, || "a weight where nothing is weighed".to_owned())?;
        Ok(Self { got, counts_as, weight })
    }

    /// Its own figure; a quotient to six decimals; none where only a rounded figure is known.
    fn value(&self) -> Checked<Option<Exact>> {
        if !self.got.exact.is_empty() {
            return Exact::read(&self.got.exact).map(Some);
        }
        let Some((a, b)) = self.pair()? else { return Ok(None) };
        a.divided(b, 1, 6)?.map(|quotient| Exact::read_any(&quotient)).transpose()
    }

    fn pair(&self) -> Checked<Option<(Exact, Exact)>> {
        if self.got.denominator.is_empty() {
            return Ok(None);
        }
        Ok(Some((Exact::read(&self.got.numerator)?, Exact::read(&self.got.denominator)?)))
    }
}

/// What stands above and below the line, or why there is nothing.
type Line = Result<(Exact, Exact), &'static str>;

fn line(method: &str, members: &[Member], of: usize) -> Checked<Line> {
    let with_figure: Vec<&Member> = members.iter().filter(|member| member.counts_as == "figure").collect();
    let values = || with_figure.iter().map(|member| member.value()).collect::<Checked<Option<Vec<Exact>>>>();
    let sum = |numbers: &[Exact]| numbers.iter().try_fold(Exact::ZERO, |sum, number| sum.plus(*number));
    Ok(match method {
        "share" => {
            let reached = members.iter().filter(|member| member.counts_as == "reached").count();
            Ok((Exact::whole(reached)?, Exact::whole(of)?))
        }
        "ratio" => {
            match with_figure.iter().map(|member| member.pair()).collect::<Checked<Option<Vec<_>>>>()? {
                None => Err("counts_unknown"),
                Some(pairs) => {
                    let (above, below): (Vec<Exact>, Vec<Exact>) = pairs.into_iter().unzip();
                    Ok((sum(&above)?, sum(&below)?))
                }
            }
        }
        "sum" | "mean" | "unweighted_mean" | "median" => match values()? {
            None => Err("counts_unknown"),
            Some(mut values) => {
                let count = if method == "sum" { 1 } else { values.len() };
                if method == "median" {
                    values.sort();
                    let middle = values.len().saturating_sub(1) / 2
                        ..values.len() / 2 + usize::from(!values.is_empty());
                    let middle = &values[middle];
                    Ok((sum(middle)?, Exact::whole(middle.len())?))
                } else {
                    Ok((sum(&values)?, Exact::whole(count)?))
                }
            }
        },
        "population_weighted_mean" => {
            let weights: Option<Vec<Exact>> = with_figure.iter().map(|member| member.weight).collect();
            match (values()?, weights) {
                (Some(values), Some(weights)) => {
                    let products = values.iter().zip(&weights).map(|(value, weight)| value.times(*weight));
                    Ok((sum(&products.collect::<Checked<Vec<_>>>()?)?, sum(&weights)?))
                }
                _ => Err("counts_unknown"),
            }
        }
        _ => return Err(format!("unknown method `{method}`")),
    })
}

/// Counts the explanation of a place's figure again.
pub(crate) fn aggregate(json: &Json) -> Checked<()> {
    let told = fields(json, &[&KEYS], &[])?;
    same("`format`", &told.text("format")?, &FORMAT)?;
    same("`kind`", &told.text("kind")?, &"aggregate")?;
    told.count("edition")?;
    coded(told.get("indicator")?)?;
    told.texts("sentences")?;
    for word in ["level", "code", "grouping", "group", "name", "origin"] {
        told.text(word)?;
    }
    let method = told.text("method")?;
    let (times, decimals) = rounding(told)?;
    ensure(method != "share" || times == 100, || "a share that is not in per cent".to_owned())?;
    let (target, leaves) = (told.texts("target")?, told.texts("leaves_denominator")?);
    let is_weighed = method == "population_weighted_mean";
    let member = |(i, json): (usize, &Json)| {
        Member::read(json, &target, &leaves, is_weighed).at(|| format!("members[{i}]"))
    };
    let members = told.list("members")?.iter().enumerate().map(member).collect::<Checked<Vec<_>>>()?;
    let count = |what: &str| members.iter().filter(|member| member.counts_as == what).count();
    let units = members.len() - count("not_asked");
    let responded = units - count("non_response");
    let left_out = count("left_out");
    for (key, computed) in [("units", units), ("responded", responded), ("left_out", left_out)] {
        same(key, &told.count(key)?, &computed)?;
    }
    let limit = Exact::read(told.text("withhold_above_percent")?)?;
    let missing = Exact::whole((units - responded) * 100)?;
    let line = if !told.flag("reported")? {
        Err("not_reported_at_level")
    } else if missing > limit.times(Exact::whole(units)?)? {
        Err("withheld:non_response")
    } else {
        line(method, &members, responded - left_out)?
    };
    let (mut figure, mut above, mut below, mut empty) = Default::default();
    match line {
        Ok((numerator, denominator)) => {
            match numerator.divided(denominator, times, decimals)? {
                Some(quotient) => figure = quotient,
                None => empty = "no_denominator",
            }
            if method != "sum" {
                (above, below) = (numerator.text(), denominator.text());
            }
        }
        Err(why) => empty = why,
    }
    same("`figure`", &told.text("figure")?, &figure.as_str())?;
    same("`numerator`", &told.text("numerator")?, &above.as_str())?;
    same("`denominator`", &told.text("denominator")?, &below.as_str())?;
    same("`empty`", &told.text("empty")?, &empty)
}
