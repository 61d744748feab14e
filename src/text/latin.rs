//! What a Chinese word is found by on a Latin keyboard: the initials of its pinyin (`hybz`) and its pinyin in full
//! (`hangyebiaozhun`).

use pinyin::ToPinyin;

/// How many readings of a word are kept: many characters have several (行 is xing and hang).
const MAX_READINGS: usize = 6;

/// The characters of the field that are commonly read in several ways, with the readings beside the first. A dictionary has
/// many more, which nobody types: 汽 is gai there as well, and 汽车 would be found before GA.
const FURTHER: &[(char, &[&str])] = &[
    ('行', &["hang"]),
    ('重', &["chong", "zhong"]),
    ('长', &["chang", "zhang"]),
    ('调', &["diao", "tiao"]),
    ('传', &["chuan", "zhuan"]),
    ('率', &["lv", "shuai"]),
    ('会', &["kuai"]),
    ('校', &["jiao"]),
    ('藏', &["zang", "cang"]),
    ('降', &["jiang", "xiang"]),
    ('弹', &["dan", "tan"]),
    ('给', &["gei", "ji"]),
    ('省', &["sheng"]),
    ('系', &["xi"]),
    ('处', &["chu"]),
    ('载', &["zai"]),
    ('车', &["che"]),
    ('乐', &["le", "yue"]),
    ('量', &["liang"]),
    ('数', &["shu"]),
    ('度', &["du"]),
    ('参', &["can", "shen"]),
    ('朝', &["chao"]),
    ('强', &["qiang"]),
    ('便', &["bian"]),
    ('种', &["zhong"]),
    ('分', &["fen"]),
    ('单', &["dan"]),
    ('绿', &["lv"]),
    ('铝', &["lv"]),
];

/// How many characters of a word are read: nobody types more.
const MAX_CHARACTERS: usize = 40;

/// The Latin forms of a word: initials first, then the full pinyin. None for a word without Chinese characters.
pub fn forms_of(word: &str) -> Vec<String> {
    let mut initials = vec![String::new()];
    let mut full = vec![String::new()];
    let mut is_chinese = false;
    for character in word.chars().take(MAX_CHARACTERS) {
        match character.to_pinyin() {
            Some(_) => {
                is_chinese = true;
                let readings = readings(character);
                let letters = readings.iter().filter_map(|reading| reading.get(..1)).collect();
                extend(&mut initials, letters);
                extend(&mut full, readings);
            }
            None if character.is_ascii_alphanumeric() => {
                let letter = character.to_ascii_lowercase();
                initials.iter_mut().chain(&mut full).for_each(|form| form.push(letter));
            }
            None => {}
        }
    }
    if !is_chinese {
        return Vec::new();
    }
    initials.append(&mut full);
    initials
}

/// The common readings of a character, the commonest first; none for one that is not Chinese.
fn readings(character: char) -> Vec<&'static str> {
    let first = character.to_pinyin().map(pinyin::Pinyin::plain);
    let further = FURTHER.iter().find(|(of, _)| *of == character);
    let further = further.map_or(&[][..], |(_, further)| *further);
    first.into_iter().chain(further.iter().copied()).collect()
}

/// Each form so far with each of the ends, the commonest reading first, as long as there are not too many.
fn extend(forms: &mut Vec<String>, mut ends: Vec<&str>) {
    let mut seen = Vec::with_capacity(ends.len());
    ends.retain(|end| {
        !seen.contains(end) && {
            seen.push(*end);
            true
        }
    });
    ends.truncate((MAX_READINGS / forms.len().max(1)).max(1));
    let before = std::mem::take(forms);
    for end in ends {
        forms.extend(before.iter().map(|form| format!("{form}{end}")));
    }
}

/// The initials of the pinyin of a text's beginning, those of `most` characters, by each reading. None where it does not
/// begin with a Chinese character.
pub fn initials(text: &str, most: usize) -> Vec<String> {
    let is_chinese = text.chars().next().is_some_and(|first| first.to_pinyin().is_some());
    let mut initials: Vec<String> = is_chinese.then(String::new).into_iter().collect();
    for character in text.chars().take(most) {
        match character.to_pinyin() {
            Some(_) => {
                let readings = readings(character);
                extend(
                    &mut initials,
                    readings.iter().filter_map(|reading| reading.get(..1)).collect(),
                );
            }
            None if character.is_ascii_alphanumeric() => {
                let letter = character.to_ascii_lowercase();
                initials.iter_mut().for_each(|form| form.push(letter));
            }
            None => {}
        }
    }
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_initials_and_full_pinyin() {
        assert_eq!(forms_of("国标"), ["gb", "guobiao"]);
        assert_eq!(forms_of("SAC/TC 28"), Vec::<String>::new());
        assert!(forms_of("ISO国").contains(&"isog".to_owned()));
        assert_eq!(initials("信息安全5G技术", 6)[0], "xxaq5g");
        assert_eq!(initials("行业", 6), ["xy", "hy"]);
        assert!(initials("ISO国", 6).is_empty());
    }

    #[test]
    fn a_character_of_several_readings_is_found_by_each() {
        let forms = forms_of("行业标准");
        for form in ["hybz", "xybz", "hangyebiaozhun"] {
            assert!(forms.contains(&form.to_owned()), "{forms:?}");
        }
        assert!(forms_of("行行行行行行行行重重重重").len() <= 2 * MAX_READINGS);
    }

    #[test]
    fn rare_readings_find_nothing() {
        let begins = |word: &str, typed: &str| forms_of(word).iter().any(|form| form.starts_with(typed));
        assert!(!begins("汽车", "ga") && !begins("核工业", "ga"));
        assert!(begins("汽车", "qc") && begins("核工业", "hgy") && begins("会计", "kj"));
    }
}
