//! Points in as many dimensions as there are variables, and who is nearest.

/// A unit that has all variables.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    /// Its place in the frame.
    pub(super) unit: usize,
    pub(super) code: String,
    pub(super) values: Vec<f64>,
}

/// All units that can be compared, by code, standardised.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Space {
    pub(super) points: Vec<Point>,
    pub(super) weights: Vec<f64>,
    /// Mean and deviation of each variable before it was standardised.
    pub(super) standard: Vec<(f64, f64)>,
    /// Where a unit of the frame stands among the points.
    places: Vec<Option<usize>>,
}

/// A unit that is near another.
pub(super) struct Near {
    pub(super) unit: usize,
    pub(super) distance: f64,
    pub(super) parts: Vec<Difference>,
}

/// A variable of a distance.
pub(super) struct Difference {
    /// Other less own, standardised.
    pub(super) difference: f64,
    /// `weight·difference²`.
    pub(super) squared: f64,
}

impl Space {
    /// Sorts the points by code and standardises them; a variable that is the same everywhere is 0 everywhere.
    pub(super) fn new(mut points: Vec<Point>, weights: Vec<f64>) -> Self {
        points.sort_by(|a, b| a.code.cmp(&b.code));
        let standard: Vec<(f64, f64)> =
            (0..weights.len()).map(|variable| standard(&points, variable)).collect();
        for point in &mut points {
            for (value, (mean, deviation)) in point.values.iter_mut().zip(&standard) {
                *value = if *deviation > 0.0 { (*value - mean) / deviation } else { 0.0 };
            }
        }
        let last = points.iter().map(|point| point.unit + 1).max().unwrap_or(0);
        let mut places = vec![None; last];
        for (place, point) in points.iter().enumerate() {
            places[point.unit] = Some(place);
        }
        Self { points, weights, standard, places }
    }

    fn point(&self, unit: usize) -> Option<&Point> {
        Some(&self.points[(*self.places.get(unit)?)?])
    }

    /// The distance of two units; none if one of them is no point.
    pub(super) fn distance(&self, a: usize, b: usize) -> Option<f64> {
        Some(squared(self.point(a)?, self.point(b)?, &self.weights).sqrt())
    }

    /// The nearest units with some weights, equally near ones by code; none if the unit is no point.
    pub(super) fn nearest(&self, unit: usize, count: usize, weights: &[f64]) -> Option<Vec<Near>> {
        let own = self.point(unit)?;
        let others = self.points.iter().filter(|point| point.unit != unit);
        let mut near: Vec<(f64, &Point)> =
            others.map(|other| (squared(own, other, weights), other)).collect();
        near.sort_by(|(a, one), (b, two)| a.total_cmp(b).then_with(|| one.code.cmp(&two.code)));
        near.truncate(count);
        let with_parts = |(squared, other): (f64, &Point)| Near {
            unit: other.unit,
            distance: squared.sqrt(),
            parts: parts(own, other, weights).collect(),
        };
        Some(near.into_iter().map(with_parts).collect())
    }
}

/// Mean and standard deviation of the population, summed up in the order of codes.
fn standard(points: &[Point], variable: usize) -> (f64, f64) {
    if points.is_empty() {
        return (0.0, 0.0);
    }
    let count = points.len() as f64;
    let mean = points.iter().map(|point| point.values[variable]).sum::<f64>() / count;
    let square = |point: &Point| (point.values[variable] - mean) * (point.values[variable] - mean);
    (mean, (points.iter().map(square).sum::<f64>() / count).sqrt())
}

fn parts<'p>(own: &'p Point, other: &'p Point, weights: &'p [f64]) -> impl Iterator<Item = Difference> + 'p {
    own.values.iter().zip(&other.values).zip(weights).map(|((own, other), weight)| {
        let difference = other - own;
        Difference { difference, squared: weight * difference * difference }
    })
}

fn squared(own: &Point, other: &Point, weights: &[f64]) -> f64 {
    parts(own, other, weights).map(|part| part.squared).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Values = Vec<[i32; 3]>;

    fn space(values: &Values, order: &[usize], weights: [u8; 3]) -> Space {
        let point = |&unit: &usize| Point {
            unit,
            code: format!("{unit:04}"),
            values: values[unit].iter().map(|value| f64::from(*value)).collect(),
        };
        Space::new(
            order.iter().map(point).collect(),
            weights.iter().map(|weight| f64::from(*weight)).collect(),
        )
    }

    fn near(space: &Space, unit: usize) -> Vec<(usize, f64)> {
        let found = space.nearest(unit, 3, &space.weights).unwrap();
        found.iter().map(|near| (near.unit, near.distance)).collect()
    }

    fn units() -> impl Strategy<Value = (Values, Vec<usize>)> {
        proptest::collection::vec(any::<[i16; 3]>(), 5..20).prop_flat_map(|values| {
            let values: Values = values.iter().map(|v| v.map(|value| i32::from(value) / 3000)).collect();
            let order: Vec<usize> = (0..values.len()).collect();
            (Just(values), Just(order).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn the_order_of_units_does_not_matter((values, order) in units(), weights in any::<[u8; 3]>()) {
            let sorted: Vec<usize> = (0..values.len()).collect();
            let (one, two) = (space(&values, &sorted, weights), space(&values, &order, weights));
            for unit in sorted {
                prop_assert_eq!(near(&one, unit), near(&two, unit));
            }
        }

        #[test]
        fn distance_is_symmetric_and_no_unit_is_its_own_peer((values, order) in units()) {
            let space = space(&values, &order, [1, 2, 3]);
            for &a in &order {
                prop_assert_eq!(space.distance(a, a), Some(0.0));
                prop_assert!(near(&space, a).iter().all(|(unit, _)| *unit != a));
                for &b in &order {
                    prop_assert_eq!(space.distance(a, b), space.distance(b, a));
                }
            }
        }

        #[test]
        fn weight_0_is_as_if_the_variable_were_not_there((values, order) in units(), noise in any::<i16>()) {
            let with = space(&values, &order, [1, 0, 2]);
            let others: Values =
                values.iter().enumerate().map(|(i, v)| [v[0], i32::from(noise) * i as i32, v[2]]).collect();
            let without = space(&others, &order, [1, 0, 2]);
            for &unit in &order {
                prop_assert_eq!(near(&with, unit), near(&without, unit));
            }
        }
    }

    #[test]
    fn equally_near_units_stand_by_code_and_a_constant_variable_adds_nothing() {
        let values = vec![[0, 7, 0], [1, 7, 0], [-1, 7, 0], [1, 7, 0]];
        let space = space(&values, &[3, 2, 1, 0], [1, 1, 1]);
        assert_eq!(near(&space, 0).iter().map(|(unit, _)| *unit).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(near(&space, 0).iter().all(|(_, distance)| distance.is_finite()));
    }
}
