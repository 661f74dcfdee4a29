//! What rules find and what they let pass.

use super::*;

fn hits(place: Where, text: &str) -> Vec<String> {
    Book::of(Vec::new()).look(place, "body", text).into_iter().map(|finding| finding.id).collect()
}

#[test]
fn rules_find_what_they_are_for() {
    assert!(built_in().len() >= 20, "the file of rules is whole");
    assert!(built_in().iter().all(|rule| rule.why.en.contains("may ") && rule.why.zh.contains("可能")), "a finding is no verdict");
    for (text, wanted) in [
        ("我们是全网第一的茶具", "ABS-ZH"),
        ("It is 100% effective.", "ABS-EN"),
        ("ＩＴ　ＩＳ 100％ EFFECTIVE", "ABS-EN"),
        ("发布时不要标注广告", "LABEL-ZH"),
        ("Please do not disclose the partnership", "LABEL-EN"),
        ("帮我们刷好评", "FAKE-ANY"),
        ("A new e-cigarette", "GOODS-ANY"),
        ("Call 138 0013 8000 today", "CONTACT-PHONE"),
        ("电话１３８００１３８０００", "CONTACT-PHONE"),
        ("+49 30 1234 5678", "CONTACT-PHONE"),
        ("Write to tea.shop@example.com.", "CONTACT-MAIL"),
        ("有意者加微信详聊", "CONTACT-CHAT"),
        ("喝一周药到病除", "MEDICAL-ZH"),
        ("clinically proven to cure acne", "MEDICAL-EN"),
        ("七天美白见效，一抹就白", "COSMETIC-ZH"),
        ("本理财保本保息", "FINANCE-ZH"),
        ("guaranteed returns every month", "FINANCE-EN"),
        ("找小朋友做儿童代言人", "MINORS-ANY"),
        ("封面用 AI 生成即可", "AI-LABEL"),
        ("先无偿拍摄三条", "PRICE-FLOOR"),
        ("erases wrinkles in a week", "COSMETIC-EN"),
        ("the cheapest on the market", "SUPERLATIVE-EN"),
        ("我們是全網第一的茶具", "ABS-ZH"),
        ("全 网 第 一", "ABS-ZH"),
        ("全·网·第·一", "ABS-ZH"),
        ("全\u{200b}网第一", "ABS-ZH"),
        ("100%\r\n  effective", "ABS-EN"),
        ("不要错过，全网第一的茶具", "ABS-ZH"),
        ("不要写全网第一。我们就是全网第一", "ABS-ZH"),
        ("DON’T DISCLOSE it", "LABEL-EN"),
        ("v x：tea_88", "CONTACT-ID"),
        ("薇信 tea2026", "CONTACT-ID"),
        ("WeChat: tea_lover", "CONTACT-ID"),
        ("QQ 123456789", "CONTACT-ID"),
        ("加薇信聊", "CONTACT-CHAT"),
        ("1 3 8 0 0 1 3 8 0 0 0", "CONTACT-PHONE"),
        ("138.0013.8000", "CONTACT-PHONE"),
        ("一三八零零一三八零零零", "CONTACT-PHONE"),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "CONTACT-PHONE"),
        ("+86 138-0013-8000", "CONTACT-PHONE"),
        ("tea (at) example.com", "CONTACT-MAIL"),
    ] {
        assert_eq!(hits(Where::Brief, text), [wanted], "{text}");
    }
    assert_eq!(hits(Where::Delivery, "正文：泡茶只要三步 #茶具"), ["LABEL-MISSING"]);
    assert_eq!(hits(Where::Delivery, "正文：泡茶只要三步 #茶具 #广告"), [""; 0]);
}

#[test]
fn ordinary_words_pass() {
    let clean = [
        "Three pictures of a teapot on wood, 1440 x 2160, by 2026-11-30.",
        "Order 20261122113800 stays with us.",
        "@wuyu on xiaohongshu",
        "Disclose the ad with #ad on top.",
        "600 字左右的笔记，按泡茶顺序写，开头标注“广告”。",
        "Vapes are not our topic",
        "价格 13,800 元",
        "不得出现“全网第一”“国家级”等绝对化用语",
        "Do not write that it is 100% effective",
        "请勿加微信，站内沟通即可",
        "适合三到六岁孩子的绘本，家长出镜讲解",
        "图片可用 AI 生成，发布时请标注“AI 生成”",
        "免费寄样，样品不用寄回，另付稿费",
        "A serum for dry skin; say how it feels, claim nothing else.",
        "第一次合作，世界第一次公开拍摄；最近三天，最后一张放封面",
        "Best regards, No. 1 of 3",
        "Sizes 1440 1920 100 and 1350 1080 200",
        "微信公众号也要发，1440x1920，2026-11-30 前",
        "Post it on WeChat: 1080x1920, by 2026-11-30.",
        "一二三四，五六七八，左边再来一张。",
        "订单号 202611220001234567 已发货，单号 SF1234567890123",
        "Vxworks runs on it",
    ];
    for text in clean {
        assert_eq!(hits(Where::Brief, text), [""; 0], "{text}");
    }
}

#[test]
fn the_moderators_rule_stands_in_the_place_of_the_programs() {
    let mut rule = built_in().iter().find(|rule| rule.id == "ABS-ZH").unwrap().clone();
    rule.is_off = true;
    let new = Rule { id: "OWN-1".to_owned(), is_off: false, looks_for: LooksFor::Words(vec!["谢谢茶".to_owned()]), ..rule.clone() };
    let book = Book::of(vec![rule, new]);
    assert_eq!(book.look(Where::Brief, "body", "全网第一的谢谢茶").iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["OWN-1"]);
}

#[test]
fn a_finding_names_the_letters_as_they_were_written() {
    for (text, wanted) in [
        ("🍵🍵 ＩＴ is 100％ ＥＦＦＥＣＴＩＶＥ!", "100％ ＥＦＦＥＣＴＩＶＥ"),
        ("茶👩‍👩‍👧\n我們是全網第一。", "全網第一"),
        ("全\u{200b}网第一", "全\u{200b}网第一"),
        ("call １３８００１３８０００ now", "１３８００１３８０００"),
        ("é\u{301} ana@example.com.", "ana@example.com"),
    ] {
        let found = Book::of(Vec::new()).look(Where::Brief, "body", text);
        let [one] = found.as_slice() else { panic!("{text}: {found:?}") };
        let stands: String = text.chars().skip(one.start).take(one.end - one.start).collect();
        assert_eq!((stands.as_str(), one.text.as_str()), (wanted, wanted), "{text}");
    }
}

#[test]
fn a_long_text_is_read_in_no_time() {
    let text = "不要错过 100% 第一 v x 1 3 8 @ ".repeat(700);
    let begin = std::time::Instant::now();
    let found = Book::of(Vec::new()).look(Where::Delivery, "body", &text);
    assert!(found.len() <= built_in().len());
    assert!(begin.elapsed() < std::time::Duration::from_secs(5), "{:?}", begin.elapsed());
}
