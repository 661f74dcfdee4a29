//! What creators say beside their words: who follows a channel, how much they take on at once, and when they are away.

use super::data::Creator;
use super::load::Replay;
use crate::audit::Act;
use crate::capacity::{self, Blocked};
use crate::creators::audiences::{self, Age, Gender, NewSnapshot, Share, Shares};
use crate::creators::{self, Channel};
use crate::cv;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::BlockedId;
use crate::primitives::{Choice, Lang};
use crate::sessions::Person;
use jiff::ToSpan as _;

/// Some audiences, in hundredths: women, men; 18–24, 25–34, 35–44; the first and the second place.
const AUDIENCES: &[([i32; 2], [i32; 3], [i32; 2])] = &[
    ([78, 21], [34, 41, 16], [19, 12]),
    ([61, 38], [22, 44, 21], [14, 9]),
    ([34, 65], [29, 38, 20], [11, 10]),
    ([52, 47], [41, 33, 12], [17, 8]),
];
/// Where they live.
const PLACES_ZH: &[[&str; 2]] = &[["上海", "杭州"], ["广东", "浙江"], ["北京", "四川"]];
const PLACES_EN: &[[&str; 2]] = &[["United Kingdom", "Germany"], ["United States", "Canada"], ["Spain", "Mexico"]];

impl Replay {
    /// One of four says nothing of the audience; some say how much they take on, some are away soon, and some let everybody read their record.
    pub(super) async fn said_beside(&self, creator: &Creator) -> Result<(), Failure> {
        let place = self.creators.keys().filter(|handle| **handle < creator.handle).count();
        let person = self.by_handle(&creator.handle)?.clone();
        let (is_zh, today) = (creator.locale == Lang::ZhCn, self.now.date_in(&creator.time_zone));
        let away = Blocked {
            id: BlockedId::random(),
            first: today.checked_add(12.days()).unwrap_or(today),
            last: today.checked_add(18.days()).unwrap_or(today),
            note: if is_zh { "回老家" } else { "Away" }.to_owned(),
        };
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let channels = creators::list_channels(tx, person.creator_id()?)?;
            if let Some(channel) = channels.first().filter(|_| place % 4 != 1) {
                let said = NewSnapshot { day: today, ..audience(channel, place, is_zh) };
                audiences::record(tx, act, person, channel.id, (&said, None))?;
            }
            if place % 3 == 0 {
                capacity::set_capacity(tx, act, person, i64::try_from(2 + place % 4).ok())?;
            }
            if place % 7 == 2 {
                capacity::block(tx, act, person, &away)?;
            }
            if place % 5 == 0 {
                cv::publish(tx, act, person, true)?;
            }
            Ok(())
        };
        self.act(&person, work).await
    }
}

fn shares<T: Choice>(of: &[T], percents: &[i32]) -> Vec<Share> {
    of.iter().zip(percents).map(|(of, percent)| Share { of: of.word().to_owned(), percent: *percent }).collect()
}

fn audience(channel: &Channel, place: usize, is_zh: bool) -> NewSnapshot {
    let ([women, men], ages, parts) = AUDIENCES.get(place % AUDIENCES.len()).copied().unwrap_or_default();
    let names = if is_zh { PLACES_ZH } else { PLACES_EN };
    let names = names.get(place % names.len()).copied().unwrap_or_default();
    NewSnapshot {
        day: jiff::civil::Date::ZERO,
        followers: channel.followers,
        views: Some(channel.followers / i64::try_from(5 + place % 6).unwrap_or(5)),
        shares: Shares {
            genders: shares(&[Gender::Female, Gender::Male], &[women, men]),
            ages: shares(&[Age::From18, Age::From25, Age::From35], &ages),
            places: names.iter().zip(parts).map(|(name, percent)| Share { of: (*name).to_owned(), percent }).collect(),
        },
    }
}
