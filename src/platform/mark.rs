//! The mark over previews of work that is not paid for yet: the word PREVIEW in rows, light with a dark edge, so that it is seen on everything.
//!
//! Its letters are drawn here, point by point: no font of the machine is asked for.

use image::{ImageFormat, ImageResult, Rgba, RgbaImage};
use std::io::Cursor;

/// The letters of the word, seven rows of five points each, the highest bit on the left.
const LETTERS: [[u8; 7]; 7] = [
    [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
    [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
    [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
    [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
    [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
    [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
];
/// Points from the beginning of one word to that of the next, across and down, and how far each row is moved.
const ACROSS: u32 = 64;
const DOWN: u32 = 24;
const MOVED: u32 = 27;
/// Points of a picture's shorter side.
const POINTS: u32 = 150;
/// Of a hundred: how much of the mark is seen, and of its edge.
const LIGHT: u16 = 55;
const DARK: u16 = 35;

/// Writes the mark all over these pixels.
pub(super) fn stamp(pixels: &mut RgbaImage) {
    let point = (pixels.width().min(pixels.height()) / POINTS).max(1);
    let edge = (point / 2).max(1);
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        if is_set(x / point, y / point) {
            blend(pixel, u8::MAX, LIGHT);
        } else if is_set(x.saturating_sub(edge) / point, y.saturating_sub(edge) / point) {
            blend(pixel, 0, DARK);
        }
    }
}

/// The mark alone, on nothing: a PNG to be laid over a film. `point` is the side of a point of its letters.
pub(super) fn sheet((width, height): (u32, u32), point: u32) -> ImageResult<Vec<u8>> {
    let edge = (point / 2).max(1);
    let alpha = |part: u16| u8::try_from(u16::from(u8::MAX) * part / 100).unwrap_or(u8::MAX);
    let pixels = RgbaImage::from_fn(width, height, |x, y| match () {
        () if is_set(x / point, y / point) => Rgba([u8::MAX, u8::MAX, u8::MAX, alpha(LIGHT)]),
        () if is_set(x.saturating_sub(edge) / point, y.saturating_sub(edge) / point) => Rgba([0, 0, 0, alpha(DARK)]),
        () => Rgba([0, 0, 0, 0]),
    });
    let mut png = Vec::new();
    pixels.write_to(&mut Cursor::new(&mut png), ImageFormat::Png)?;
    Ok(png)
}

/// Whether a letter has a point there.
fn is_set(column: u32, row: u32) -> bool {
    let (line, down) = (row / DOWN, row % DOWN);
    let across = (column + line * MOVED) % ACROSS;
    let at = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    let bits = LETTERS.get(at(across / 6)).and_then(|letter| letter.get(at(down)));
    across % 6 < 5 && bits.is_some_and(|bits| (bits >> (4 - across % 6)) & 1 == 1)
}

fn blend(pixel: &mut Rgba<u8>, to: u8, part: u16) {
    for channel in pixel.0.iter_mut().take(3) {
        let mixed = (u16::from(*channel) * (100 - part) + u16::from(to) * part) / 100;
        *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_lays_the_same_mark() {
        let sheet = image::load_from_memory(&sheet((640, 1_280), 3).unwrap()).unwrap().to_rgba8();
        let mut black = RgbaImage::from_pixel(450, 450, Rgba([0, 0, 0, 255]));
        stamp(&mut black);
        let light = |pixels: &RgbaImage, x, y| pixels.get_pixel(x, y).0[0] > 0;
        assert!((0..450).all(|at| light(&sheet, at, 40) == light(&black, at, 40)), "both are drawn alike");
        let corners = [(0, 0), (440, 0), (0, 1_080), (440, 1_080)];
        assert!(
            corners
                .iter()
                .all(|at| image::imageops::crop_imm(&sheet, at.0, at.1, 200, 200).to_image().pixels().any(|pixel| pixel.0[3] > 0))
        );
    }

    #[test]
    fn the_mark_is_everywhere_and_the_picture_still_seen() {
        for grey in [0u8, 128, 255] {
            let mut pixels = RgbaImage::from_pixel(600, 400, Rgba([grey, grey, grey, 255]));
            stamp(&mut pixels);
            let changed = pixels.pixels().filter(|pixel| pixel.0[0] != grey).count();
            assert!((600 * 400 / 40..600 * 400 / 3).contains(&changed), "{changed} of grey {grey}");
            for corner in [(0, 0), (400, 0), (0, 270), (400, 270)] {
                let part = image::imageops::crop_imm(&pixels, corner.0, corner.1, 200, 130).to_image();
                assert!(part.pixels().any(|pixel| pixel.0[0] != grey), "nothing at {corner:?} of grey {grey}");
            }
        }
    }
}
