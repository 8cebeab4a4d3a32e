//! Two pictures: bars for the ratios of the tables, and the curves of growth, both axes logarithmic.

use std::error::Error;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::growth::{Curve, short};
use crate::tables::{Line, Table, figure};

const OURS: [RGBColor; 3] = [
    RGBColor(20, 90, 180),
    RGBColor(60, 150, 220),
    RGBColor(0, 160, 150),
];
const PEERS: [RGBColor; 4] = [
    RGBColor(190, 90, 20),
    RGBColor(150, 150, 150),
    RGBColor(220, 160, 40),
    RGBColor(110, 110, 110),
];
const FONT: &str = "sans-serif";

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Height of a bar with the space around it.
const BAR: i32 = 22;
/// Height of the words above the bars of a table.
const TITLE: i32 = 52;
/// Width of the names at the left of the bars.
const NAMES: i32 = 350;
/// Width of the picture of ratios.
const WIDTH: i32 = 1000;

/// Draws how many times as fast as its baseline each line of each table is, in the first group of columns.
///
/// # Errors
/// Where the picture cannot be written.
pub fn ratios(tables: &[Table], path: &Path) -> Result<(), Box<dyn Error>> {
    let heights = tables.iter().map(|table| TITLE + BAR * count(table));
    let height: i32 = heights.sum::<i32>() + 10;
    let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
    let root = SVGBackend::new(path, size).into_drawing_area();
    root.fill(&WHITE)?;
    let mut top = 0;
    for table in tables {
        bars(&root, table, top)?;
        top += TITLE + BAR * count(table);
    }
    root.present()?;
    Ok(())
}

fn count(table: &Table) -> i32 {
    i32::try_from(table.lines.len()).unwrap_or(i32::MAX)
}

fn bars(root: &Area<'_>, table: &Table, top: i32) -> Result<(), Box<dyn Error>> {
    let group = table.groups()[0];
    let title = format!(
        "{}: times as fast as {}",
        table.heading.title, table.heading.baseline
    );
    let heavy = (FONT, 17).into_font().style(FontStyle::Bold);
    root.draw(&Text::new(title, (10, top + 24), heavy))?;
    let speeds: Vec<(&Line, f64)> = table
        .lines
        .iter()
        .map(|line| (line, table.speed(line, group)))
        .collect();
    let known = speeds
        .iter()
        .map(|(_, speed)| *speed)
        .filter(|speed| speed.is_finite());
    let fastest = known.fold(1.0, f64::max);
    let left = NAMES + 10;
    let scale = f64::from(WIDTH - left - 70) / fastest;
    let end = |speed: f64| left + pixels(speed * scale);
    let bottom = top + TITLE + count(table) * BAR - BAR / 2;
    let line = [(end(1.0), top + TITLE - BAR / 2), (end(1.0), bottom)];
    root.draw(&PathElement::new(line, PEERS[0].stroke_width(1)))?;
    for (index, (line, speed)) in (0..).zip(&speeds) {
        let y = top + TITLE + index * BAR;
        let right = Pos::new(HPos::Right, VPos::Center);
        let middle = Pos::new(HPos::Left, VPos::Center);
        let style = (FONT, 13)
            .into_font()
            .color(if line.ours { &OURS[0] } else { &BLACK });
        root.draw(&Text::new(
            line.name.clone(),
            (left - 8, y),
            style.pos(right),
        ))?;
        if speed.is_finite() {
            let color = if line.ours { OURS[0] } else { PEERS[1] };
            let corners = [(left, y - 7), (end(*speed).max(left + 1), y + 7)];
            root.draw(&Rectangle::new(corners, color.filled()))?;
            let style = (FONT, 13).into_font().color(&BLACK).pos(middle);
            root.draw(&Text::new(figure(*speed), (end(*speed) + 5, y), style))?;
        }
    }
    Ok(())
}

/// A length in pixels.
#[expect(clippy::cast_possible_truncation, reason = "the picture is small")]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}

/// Draws the curves, two beside each other.
///
/// # Errors
/// Where the picture cannot be written.
pub fn growth(curves: &[Curve], path: &Path) -> Result<(), Box<dyn Error>> {
    let rows = curves.len().div_ceil(2);
    let height = u32::try_from(rows)? * 430;
    let root = SVGBackend::new(path, (1200, height)).into_drawing_area();
    root.fill(&WHITE)?;
    for (curve, panel) in curves.iter().zip(root.split_evenly((rows, 2))) {
        lines(&panel, curve)?;
    }
    root.present()?;
    Ok(())
}

fn lines(panel: &Area<'_>, curve: &Curve) -> Result<(), Box<dyn Error>> {
    let figures = curve.table.lines.iter().flat_map(|line| &line.times);
    let figures = figures.copied().filter(|time| time.is_finite());
    let (low, high) = figures.fold((f64::MAX, f64::MIN), |(low, high), time| {
        (low.min(time), high.max(time))
    });
    let sizes: Vec<f64> = curve
        .sizes
        .iter()
        .map(|&size| crate::rounds::as_float(size as u64))
        .collect();
    let (first, last) = (sizes[0], sizes[sizes.len() - 1]);
    // Room above the highest line for the legend.
    let mut chart = ChartBuilder::on(panel)
        .caption(curve.table.heading.title, (FONT, 18))
        .margin(14)
        .x_label_area_size(42)
        .y_label_area_size(64)
        .build_cartesian_2d(
            (first * 0.8..last * 1.25).log_scale(),
            (low * 0.6..high * 6.0).log_scale(),
        )?;
    chart
        .configure_mesh()
        .x_desc(curve.axis)
        .y_desc(curve.table.heading.unit)
        .x_label_formatter(&|size| short(pixels(*size).unsigned_abs() as usize))
        .y_label_formatter(&|time| figure(*time))
        .light_line_style(WHITE.mix(0.0))
        .draw()?;
    let (mut ours, mut peers) = (0, 0);
    for line in &curve.table.lines {
        let color = if line.ours {
            ours += 1;
            OURS[(ours - 1) % OURS.len()]
        } else {
            peers += 1;
            PEERS[(peers - 1) % PEERS.len()]
        };
        let points = sizes.iter().copied().zip(line.times.iter().copied());
        let points: Vec<(f64, f64)> = points.filter(|(_, time)| time.is_finite()).collect();
        let width = if line.ours { 3 } else { 2 };
        chart
            .draw_series(LineSeries::new(points.clone(), color.stroke_width(width)).point_size(3))?
            .label(line.name.clone())
            .legend(move |(x, y)| {
                PathElement::new([(x, y), (x + 18, y)], color.stroke_width(width))
            });
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .border_style(PEERS[1])
        .label_font((FONT, 12))
        .draw()?;
    Ok(())
}
