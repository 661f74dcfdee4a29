//! What people do about their logins and organisations: one function a verb.

mod calendar;
mod factor;
mod operator;
mod organisations;
mod profile;
mod secrets;
mod sign_in;
mod sign_up;
mod tokens;

pub use calendar::{calendar_key, calendar_owner, renew_calendar};
pub use factor::{make_codes, start_second_factor, turn_off_second_factor, turn_on_second_factor};
pub use operator::{NewPerson, NewPersonRole, NewToken, create_by_operator, create_token_by_operator};
pub use organisations::{
    NewInvitation, Newcomer, accept, accept_as_newcomer, cancel_invitation, create_organisation, invite, leave, mark_verified,
    remove_member, save_organisation, set_role,
};
pub use profile::{Profile, become_creator, read_rules, save_profile, set_lang, set_theme};
pub use secrets::{ask_for_reset, ask_to_change_email, change_password, reset_password};
pub use sign_in::{
    Browser, Holder, Proof, begin_tries, end_other_sessions, end_session, forget_tries, judge_tries, sign_in, sign_in_program, sign_out,
    step_up,
};
pub use sign_up::{Confirmed, SignUp, SignUpAs, confirm, send_confirmation, sign_up};
pub use tokens::{WantedToken, make_token, revoke_token};
