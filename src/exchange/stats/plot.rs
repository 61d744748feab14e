//! How much there was over time, as a plot: of all entries what should be there and what is, or what each group should have.
//! Between two revisions nothing changes, so that the lines are steps.

use std::fmt::Write as _;

use crate::exchange::export::svg::OF_ITS_OWN;
use crate::exchange::html::escape;

/// The size of the image, and where the lines are in it.
const WIDTH: i64 = 860;
const HEIGHT: i64 = 400;
const LEFT: i64 = 64;
const RIGHT: i64 = 640;
const TOP: i64 = 48;
const BOTTOM: i64 = 350;

/// How far two dates stand apart at least, and two lines of the legend.
const BETWEEN_DATES: i64 = 90;
const LINE: i64 = 20;

/// How many lines the axis of numbers has at most.
const MOST_LINES: i64 = 5;

/// Colours that are told from each other in grey and by those who do not see all colours (Okabe and Ito). Where there are more
/// lines they come again, dashed.
const COLORS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444",
];

/// A line.
pub(super) struct Series {
    /// What it is called.
    pub(super) name: String,
    /// Its value in each point.
    pub(super) values: Vec<i64>,
}

/// A moment.
pub(super) struct Moment<'p> {
    /// In seconds since 1970.
    pub(super) seconds: i64,
    pub(super) day: &'p str,
    /// What is said of it.
    pub(super) name: &'p str,
}

/// What is drawn.
pub(super) struct Plot<'p> {
    pub(super) title: String,
    /// The first is the leftmost.
    pub(super) moments: Vec<Moment<'p>>,
    pub(super) series: Vec<Series>,
}

/// The plot as an image of its own.
pub(super) fn image(plot: &Plot<'_>) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(plot, OF_ITS_OWN, &mut text);
    text
}

/// Writes the plot. `attributes` are those of an image that stands on no page.
pub(super) fn write(plot: &Plot<'_>, attributes: &str, svg: &mut String) {
    let series = &plot.series;
    let most = series.iter().flat_map(|line| &line.values).copied().max();
    let (step, top) = scale(most.unwrap_or_default());
    let places = places(plot);
    let blank = if attributes.is_empty() { "" } else { " " };
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}{blank}width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-size=\"13\" fill=\"none\" stroke=\"currentColor\" role=\"img\">"
    );
    text((LEFT, TOP - 20), "start", &plot.title, svg);
    let height = |value: i64| BOTTOM - (BOTTOM - TOP) * value / top;
    for value in (0..=top / step).map(|line| line * step) {
        let y = height(value);
        let opacity = if value == 0 { "1" } else { "0.25" };
        let _ = writeln!(svg, "<path stroke-opacity=\"{opacity}\" d=\"M{LEFT} {y}H{RIGHT}\"/>");
        text((LEFT - 8, y + 4), "end", &value.to_string(), svg);
    }
    let mut last_date = None;
    for (moment, x) in plot.moments.iter().zip(&places) {
        if last_date.is_none_or(|last| x - last >= BETWEEN_DATES) {
            let _ = writeln!(svg, "<path d=\"M{x} {BOTTOM}v5\"/>");
            text((*x, BOTTOM + 20), "middle", moment.day, svg);
            last_date = Some(*x);
        }
    }
    for (place, line) in series.iter().enumerate() {
        let color = COLORS.get(place % COLORS.len()).copied().unwrap_or("currentColor");
        let dashes = place / COLORS.len();
        let dashes = if dashes == 0 {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{} 3\"", 2 + dashes * 3)
        };
        let mut path = String::new();
        for (value, x) in line.values.iter().zip(&places) {
            let y = height(*value);
            let _ = match path.as_str() {
                "" => write!(path, "M{x} {y}"),
                _ => write!(path, "H{x}V{y}"),
            };
        }
        let _ = writeln!(
            svg,
            "<path class=\"series\" stroke=\"{color}\" stroke-width=\"2\"{dashes} d=\"{path}H{RIGHT}\"/>"
        );
        for ((value, x), moment) in line.values.iter().zip(&places).zip(&plot.moments) {
            let y = height(*value);
            let _ = write!(
                svg,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{color}\" stroke=\"none\"><title>"
            );
            escape(&format!("{} {}  {} {value}", moment.day, moment.name, line.name), svg);
            svg.push_str("</title></circle>\n");
        }
        let y = TOP + LINE * i64::try_from(place).unwrap_or_default();
        let _ = writeln!(
            svg,
            "<path stroke=\"{color}\" stroke-width=\"2\"{dashes} d=\"M{} {y}h20\"/>",
            RIGHT + 16
        );
        let now = line.values.last().copied().unwrap_or_default();
        text((RIGHT + 42, y + 4), "start", &format!("{} {now}", line.name), svg);
    }
    svg.push_str("</svg>\n");
}

/// The distance between two lines of the axis, 1, 2 or 5 of a power of ten, and the value of the highest.
fn scale(most: i64) -> (i64, i64) {
    let mut step = 1;
    let factors = [2, 5, 10];
    let mut power = 1;
    let mut place = 0;
    while most > step * MOST_LINES {
        step = power * factors.get(place).copied().unwrap_or(10);
        place += 1;
        if place == factors.len() {
            (place, power) = (0, step);
        }
    }
    let lines = (most + step - 1) / step;
    (step, step * lines.max(1))
}

/// Where the points are from left to right: by their time, and where all have one, at the same distance from each other.
fn places(plot: &Plot<'_>) -> Vec<i64> {
    let mut latest = i64::MIN;
    let mut times = Vec::with_capacity(plot.moments.len());
    for moment in &plot.moments {
        // A clock may have been wrong.
        latest = latest.max(moment.seconds);
        times.push(latest);
    }
    let (first, last) = (
        times.first().copied().unwrap_or_default(),
        times.last().copied().unwrap_or_default(),
    );
    let width = i128::from(RIGHT - LEFT);
    let (times, all): (Vec<i64>, _) = match last - first {
        0 => ((0..).take(times.len()).collect(), times.len().saturating_sub(1).max(1)),
        all => (
            times.iter().map(|time| time - first).collect(),
            usize::try_from(all).unwrap_or(1),
        ),
    };
    let all = i128::try_from(all).unwrap_or(1);
    times
        .iter()
        .map(|time| LEFT + i64::try_from(width * i128::from(*time) / all).unwrap_or_default())
        .collect()
}

fn text((x, y): (i64, i64), anchor: &str, text: &str, svg: &mut String) {
    let _ = write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"currentColor\" stroke=\"none\">"
    );
    escape(text, svg);
    svg.push_str("</text>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_round_numbers_and_few_lines() {
        for (most, expected) in [
            (0, (1, 1)),
            (3, (1, 3)),
            (6, (2, 6)),
            (69, (20, 80)),
            (102, (50, 150)),
            (100_000, (20_000, 100_000)),
        ] {
            assert_eq!(scale(most), expected, "{most}");
        }
    }
}
