//! Questions and answers under a brief, and whom its merchant invited.

use crate::briefs::forms::TextForm;
use crate::briefs::model::{Brief, BriefState, CreatorName, Invitation, Question};
use crate::briefs::rules::talk;
use crate::capacity::StandingView;
use crate::matching::{Fit, FitLine, Maker, NEWCOMERS_PERCENT};
use crate::outreach::Standing;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Page, ShownError};
use serde::Serialize;

/// One question, as everybody reads it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct QuestionView {
    id: String,
    /// Empty: somebody who shows himself to nobody.
    name: String,
    url: Option<String>,
    text: String,
    at: Instant,
    answer: Option<String>,
    answered_at: Option<Instant>,
}

impl From<&Question> for QuestionView {
    fn from(question: &Question) -> Self {
        Self {
            id: question.id.to_string(),
            name: question.asker.as_ref().map(|asker| asker.name.clone()).unwrap_or_default(),
            url: question.asker.as_ref().map(|asker| format!("/creators/{}", asker.handle)),
            text: question.text.clone(),
            at: question.at,
            answer: question.answer.as_ref().map(|(text, _)| text.clone()),
            answered_at: question.answer.as_ref().map(|(_, at)| *at),
        }
    }
}

/// The public talk under a brief, for one reader.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TalkView {
    questions: Vec<QuestionView>,
    may_ask: bool,
    may_answer: bool,
    is_open: bool,
    typed: String,
    max: usize,
}

impl TalkView {
    /// What was asked; members answer, everybody else asks.
    #[must_use]
    pub(super) fn of(brief: &Brief, questions: &[Question], (is_signed_in, is_member, may_work): (bool, bool, bool), typed: &str) -> Self {
        let is_open = talk::takes_questions(brief).is_ok();
        Self {
            questions: questions.iter().map(QuestionView::from).collect(),
            may_ask: is_open && is_signed_in && !is_member,
            may_answer: is_open && may_work,
            is_open,
            typed: typed.to_owned(),
            max: talk::ASKED_CHARS,
        }
    }
}

/// `/questions/{id}/answer`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerPage {
    brief_url: String,
    title: String,
    action: String,
    question: QuestionView,
    form: TextForm,
    max: usize,
    errors: Vec<ShownError>,
}

impl Page for AnswerPage {
    const TEMPLATE: &'static str = "briefs/answer.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl AnswerPage {
    /// The question with the words typed so far.
    #[must_use]
    pub(crate) fn of(question: &Question, brief: &Brief, form: TextForm, errors: Vec<ShownError>) -> Self {
        Self {
            brief_url: format!("/briefs/{}", brief.id),
            title: brief.title.clone(),
            action: format!("/questions/{}/answer", question.id),
            question: QuestionView::from(question),
            form,
            max: talk::ANSWER_CHARS,
            errors,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
struct InvitedRow {
    name: String,
    initial: String,
    handle: String,
    url: String,
    at: Instant,
    declined_at: Option<Instant>,
}

/// `/briefs/{id}/invitations`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct InvitedPage {
    id: String,
    title: String,
    is_draft: bool,
    is_direct: bool,
    may_invite: bool,
    rows: Vec<InvitedRow>,
    /// Creators who fit and are not invited yet.
    fits: Vec<FittingRow>,
    newcomers_percent: usize,
    /// How often the merchant turned to strangers.
    cold: Option<Standing>,
    typed: String,
    errors: Vec<ShownError>,
}

/// A creator who fits.
#[derive(Debug, Clone, Serialize)]
struct FittingRow {
    url: String,
    name: String,
    handle: String,
    initial: String,
    fit: FitLine,
    is_new: bool,
}

impl InvitedPage {
    /// With those who fit.
    #[must_use]
    pub(crate) fn proposing(self, fits: &[(Maker, Fit)], say: super::Say<'_>, now: Instant) -> Self {
        let row = |(maker, fit): &(Maker, Fit)| FittingRow {
            url: format!("/creators/{}", maker.person.handle),
            name: maker.person.name.clone(),
            handle: maker.person.handle.clone(),
            initial: super::initial(&maker.person.name),
            fit: FitLine::of(fit, say),
            is_new: maker.is_newcomer(now),
        };
        Self { fits: fits.iter().map(row).collect(), ..self }
    }

    /// With how often the merchant turned to strangers.
    #[must_use]
    pub(crate) fn with_standing(self, cold: Standing) -> Self {
        Self { cold: Some(cold), ..self }
    }
}

impl Page for InvitedPage {
    const TEMPLATE: &'static str = "briefs/invitations.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl InvitedPage {
    /// Whom the merchant invited, and the form to invite one more.
    #[must_use]
    pub(crate) fn of(brief: &Brief, invited: &[Invitation], may_work: bool, typed: String, errors: Vec<ShownError>) -> Self {
        let standing = invited.iter().filter(|invited| invited.declined_at.is_none()).count();
        let row = |invited: &Invitation| InvitedRow {
            name: invited.creator.name.clone(),
            initial: super::initial(&invited.creator.name),
            handle: invited.creator.handle.clone(),
            url: format!("/creators/{}", invited.creator.handle),
            at: invited.at,
            declined_at: invited.declined_at,
        };
        Self {
            id: brief.id.to_string(),
            title: brief.title.clone(),
            is_draft: brief.state == BriefState::Draft,
            is_direct: brief.kind == crate::briefs::model::BriefKind::Direct,
            may_invite: may_work && talk::invites(brief, i64::try_from(standing).unwrap_or(i64::MAX)).is_ok(),
            rows: invited.iter().map(row).collect(),
            fits: Vec::new(),
            newcomers_percent: NEWCOMERS_PERCENT,
            cold: None,
            typed,
            errors,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
struct BriefChoice {
    value: String,
    title: String,
    state: &'static str,
}

/// `/creators/{handle}/invitation`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct InvitePage {
    handle: String,
    name: String,
    briefs: Vec<BriefChoice>,
    chosen: String,
    errors: Vec<ShownError>,
    standing: Option<StandingView>,
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "briefs/invite.html";
    const ACTIVE: &'static str = "creators";
}

impl InvitePage {
    /// The briefs to which the creator may be invited.
    #[must_use]
    pub(crate) fn of(creator: &CreatorName, briefs: &[Brief], chosen: String, errors: Vec<ShownError>) -> Self {
        let choice = |brief: &Brief| BriefChoice { value: brief.id.to_string(), title: brief.title.clone(), state: brief.state.word() };
        Self {
            handle: creator.handle.clone(),
            name: creator.name.clone(),
            briefs: briefs.iter().map(choice).collect(),
            chosen,
            errors,
            standing: None,
        }
    }

    /// With whether the creator takes new work.
    #[must_use]
    pub(crate) fn with(self, standing: Option<StandingView>) -> Self {
        Self { standing, ..self }
    }
}
