//! The tables, as the migrations make them. A test compares both databases with this file's migrations, and every query is checked against it.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    users (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        locale -> Text,
        time_zone -> Text,
        theme -> Text,
        confirmed_at -> Nullable<BigInt>,
        totp_secret -> Nullable<Text>,
        totp_confirmed_at -> Nullable<BigInt>,
        totp_last_step -> BigInt,
        version -> BigInt,
        created_at -> BigInt,
    }
}

table! {
    calendars (user_id) {
        user_id -> Text,
        number -> BigInt,
    }
}

table! {
    rule_readings (user_id) {
        user_id -> Text,
        at -> BigInt,
    }
}

table! {
    admin_roles (user_id, role) {
        user_id -> Text,
        role -> Text,
        created_at -> BigInt,
    }
}

table! {
    recovery_codes (code_hash) {
        code_hash -> Text,
        user_id -> Text,
        made_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

table! {
    sessions (id) {
        id -> Text,
        token_hash -> Text,
        user_id -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
        stepped_up_at -> Nullable<BigInt>,
        user_agent -> Text,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    mail_tokens (token_hash) {
        token_hash -> Text,
        user_id -> Text,
        purpose -> Text,
        email -> Text,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

table! {
    attempts (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        at -> BigInt,
    }
}

table! {
    organisations (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        name_folded -> Text,
        about -> Text,
        website -> Text,
        verified_at -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

table! {
    memberships (id) {
        id -> Text,
        org_id -> Text,
        user_id -> Text,
        role -> Text,
        created_at -> BigInt,
    }
}

table! {
    invitations (id) {
        id -> Text,
        org_id -> Text,
        email -> Text,
        role -> Text,
        token_hash -> Text,
        invited_by -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        accepted_at -> Nullable<BigInt>,
        cancelled_at -> Nullable<BigInt>,
    }
}

table! {
    api_tokens (id) {
        id -> Text,
        token_hash -> Text,
        user_id -> Text,
        name -> Text,
        scopes -> Text,
        made_by_operator -> Bool,
        created_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
        by_sign_in -> Bool,
        stepped_up_at -> Nullable<BigInt>,
    }
}

table! {
    files (id) {
        id -> Text,
        purpose -> Text,
        owner_id -> Text,
        contract_id -> Nullable<Text>,
        name -> Text,
        size -> BigInt,
        sha256 -> Text,
        media_type -> Text,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        storage_key -> Text,
        preview_key -> Nullable<Text>,
        created_at -> BigInt,
    }
}

table! {
    creators (id) {
        id -> Text,
        user_id -> Text,
        handle -> Text,
        name -> Text,
        bio -> Text,
        version -> BigInt,
        created_at -> BigInt,
        verified_at -> Nullable<BigInt>,
    }
}

table! {
    creator_tags (creator_id, tag) {
        creator_id -> Text,
        tag -> Text,
    }
}

table! {
    creator_languages (creator_id, language) {
        creator_id -> Text,
        language -> Text,
    }
}

table! {
    channels (id) {
        id -> Text,
        creator_id -> Text,
        platform -> Text,
        handle -> Text,
        url -> Text,
        followers -> BigInt,
        stated_at -> BigInt,
        removed_at -> Nullable<BigInt>,
        verified_at -> Nullable<BigInt>,
        verified_until -> Nullable<BigInt>,
        verified_by -> Nullable<Text>,
        source -> Text,
    }
}

table! {
    audience_snapshots (id) {
        id -> Text,
        channel_id -> Text,
        handle -> Text,
        url -> Text,
        source -> Text,
        day -> Text,
        followers -> BigInt,
        views -> Nullable<BigInt>,
        shares -> Text,
        file_id -> Nullable<Text>,
        stated_by -> Text,
        at -> BigInt,
    }
}

table! {
    creator_capacities (creator_id) {
        creator_id -> Text,
        at_once -> BigInt,
        changed_at -> BigInt,
    }
}

table! {
    blocked_days (id) {
        id -> Text,
        creator_id -> Text,
        first_day -> Text,
        last_day -> Text,
        note -> Text,
        at -> BigInt,
    }
}

table! {
    public_cvs (creator_id) {
        creator_id -> Text,
        since -> BigInt,
    }
}

table! {
    channel_checks (id) {
        id -> Text,
        channel_id -> Text,
        way -> Text,
        url -> Text,
        state -> Text,
        version -> BigInt,
        asked_by -> Text,
        asked_at -> BigInt,
        tries -> BigInt,
        next_at -> Nullable<BigInt>,
        file_id -> Nullable<Text>,
        reason -> Nullable<Text>,
        words -> Text,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
        expires_at -> Nullable<BigInt>,
        reminded_at -> Nullable<BigInt>,
    }
}

table! {
    portfolio_items (id) {
        id -> Text,
        creator_id -> Text,
        title -> Text,
        file_id -> Text,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
        film -> Nullable<Text>,
        hidden_at -> Nullable<BigInt>,
    }
}

table! {
    briefs (id) {
        id -> Text,
        org_id -> Text,
        author_id -> Text,
        kind -> Text,
        state -> Text,
        version -> BigInt,
        words_version -> BigInt,
        title -> Text,
        body -> Text,
        content_form -> Text,
        category -> Text,
        currency -> Text,
        budget_min -> Nullable<BigInt>,
        budget_max -> Nullable<BigInt>,
        places -> Integer,
        places_taken -> Integer,
        bid_count -> Integer,
        bid_deadline -> Nullable<BigInt>,
        paused_at -> Nullable<BigInt>,
        delivery_days -> Integer,
        review_days -> Integer,
        rounds -> Integer,
        licence -> Text,
        question -> Text,
        bid_cap -> Integer,
        visibility -> Text,
        slots -> Text,
        judging_until -> Nullable<BigInt>,
        extended -> Bool,
        cancel_reason -> Text,
        created_at -> BigInt,
        published_at -> Nullable<BigInt>,
    }
}

table! {
    brief_times (brief_id, no) {
        brief_id -> Text,
        no -> Integer,
        starts_at -> BigInt,
        minutes -> Integer,
        bid_id -> Nullable<Text>,
    }
}

table! {
    broadcasts (contract_id) {
        contract_id -> Text,
        version -> BigInt,
        rehearsal_at -> Nullable<BigInt>,
        rehearsed_at -> Nullable<BigInt>,
        started_at -> Nullable<BigInt>,
        start_url -> Text,
        start_file -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        end_url -> Text,
        end_file -> Nullable<Text>,
        no_show -> Nullable<Text>,
        no_show_at -> Nullable<BigInt>,
        code_sha256 -> Text,
        code_until -> Nullable<BigInt>,
        handed_at -> Nullable<BigInt>,
        handed_to -> Text,
    }
}

table! {
    brief_details (brief_id) {
        brief_id -> Text,
        product -> Text,
        commission_bps -> Nullable<Integer>,
        commission_terms -> Text,
        nda -> Text,
        early_hours -> Integer,
        opens_at -> Nullable<BigInt>,
    }
}

table! {
    nda_promises (brief_id, creator_id) {
        brief_id -> Text,
        creator_id -> Text,
        user_id -> Text,
        words -> Text,
        sha256 -> Text,
        words_version -> BigInt,
        at -> BigInt,
    }
}

table! {
    samples (contract_id) {
        contract_id -> Text,
        state -> Text,
        version -> BigInt,
        recipient -> Text,
        phone -> Text,
        address -> Text,
        addressed_at -> Nullable<BigInt>,
        ship_due_at -> Nullable<BigInt>,
        carrier -> Text,
        tracking -> Text,
        shipped_at -> Nullable<BigInt>,
        in_time -> Nullable<Bool>,
        receipt_due_at -> Nullable<BigInt>,
        answered_at -> Nullable<BigInt>,
        note -> Text,
    }
}

table! {
    brief_funds (brief_id) {
        brief_id -> Text,
        pool -> Nullable<BigInt>,
        finalist_fee -> BigInt,
        finalists -> Integer,
        merchant_bps -> Nullable<Integer>,
        creator_bps -> Nullable<Integer>,
    }
}

table! {
    brief_platforms (brief_id, platform) {
        brief_id -> Text,
        platform -> Text,
    }
}

table! {
    brief_languages (brief_id, language) {
        brief_id -> Text,
        language -> Text,
    }
}

table! {
    checklist_items (brief_id, item) {
        brief_id -> Text,
        item -> Text,
        position -> Integer,
        level -> Text,
        body -> Text,
    }
}

table! {
    brief_copies (brief_id) {
        brief_id -> Text,
        from_id -> Text,
    }
}

table! {
    brief_attachments (brief_id, file_id) {
        brief_id -> Text,
        file_id -> Text,
        position -> Integer,
    }
}

table! {
    brief_questions (id) {
        id -> Text,
        brief_id -> Text,
        user_id -> Text,
        body -> Text,
        at -> BigInt,
    }
}

table! {
    brief_answers (question_id) {
        question_id -> Text,
        user_id -> Text,
        body -> Text,
        at -> BigInt,
    }
}

table! {
    brief_invitations (brief_id, creator_id) {
        brief_id -> Text,
        creator_id -> Text,
        invited_by -> Text,
        at -> BigInt,
        declined_at -> Nullable<BigInt>,
    }
}

table! {
    agency_memberships (id) {
        id -> Text,
        agency_id -> Text,
        creator_id -> Text,
        state -> Text,
        version -> BigInt,
        terms_no -> Nullable<Integer>,
        may_bid -> Bool,
        may_accept -> Bool,
        may_message -> Bool,
        created_at -> BigInt,
        joined_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        ended_by -> Nullable<Text>,
        ended_by_user -> Nullable<Text>,
        end_reason -> Text,
        notice_until -> Nullable<BigInt>,
        penalty -> Nullable<BigInt>,
    }
}

table! {
    agency_terms (membership_id, no) {
        membership_id -> Text,
        no -> Integer,
        may_bid -> Bool,
        may_accept -> Bool,
        may_message -> Bool,
        split_bps -> Integer,
        penalty_cap -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        notice_days -> Integer,
        zh -> Text,
        en -> Text,
        sha256 -> Text,
        state -> Text,
        proposed_by -> Text,
        proposed_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

table! {
    agency_usual_terms (agency_id) {
        agency_id -> Text,
        signatory -> Text,
        office -> Text,
        may_bid -> Bool,
        may_accept -> Bool,
        may_message -> Bool,
        split_bps -> Integer,
        penalty_cap -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        notice_days -> Integer,
        written_by -> Text,
        written_at -> BigInt,
    }
}

table! {
    bids (id) {
        id -> Text,
        brief_id -> Text,
        creator_id -> Text,
        state -> Text,
        version -> BigInt,
        words_version -> BigInt,
        currency -> Text,
        price -> BigInt,
        pieces -> Integer,
        live_time -> Nullable<Integer>,
        days -> Integer,
        rounds -> Integer,
        message -> Text,
        answer -> Text,
        channel_id -> Nullable<Text>,
        commit_salt -> Nullable<Text>,
        commit_sha256 -> Nullable<Text>,
        turns -> Integer,
        expires_at -> BigInt,
        decline_reason -> Nullable<Text>,
        decline_note -> Text,
        created_at -> BigInt,
        decided_at -> Nullable<BigInt>,
        agency_id -> Nullable<Text>,
    }
}

table! {
    bid_offers (id) {
        id -> Text,
        bid_id -> Text,
        position -> Integer,
        turn -> Integer,
        party -> Text,
        user_id -> Text,
        price -> BigInt,
        days -> Integer,
        rounds -> Integer,
        message -> Text,
        at -> BigInt,
    }
}

table! {
    packages (id) {
        id -> Text,
        creator_id -> Text,
        version -> BigInt,
        is_on -> Bool,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

table! {
    package_versions (package_id, version) {
        package_id -> Text,
        version -> BigInt,
        currency -> Text,
        price -> BigInt,
        offering -> Text,
        at -> BigInt,
    }
}

table! {
    package_orders (id) {
        id -> Text,
        package_id -> Text,
        version -> BigInt,
        org_id -> Text,
        ordered_by -> Text,
        contract_id -> Text,
        at -> BigInt,
    }
}

table! {
    bid_notes (bid_id) {
        bid_id -> Text,
        is_starred -> Bool,
        body -> Text,
        version -> BigInt,
        user_id -> Text,
        at -> BigInt,
    }
}

table! {
    bid_picks (bid_id, item_id) {
        bid_id -> Text,
        item_id -> Text,
    }
}

table! {
    contracts (id) {
        id -> Text,
        brief_id -> Text,
        bid_id -> Text,
        org_id -> Text,
        creator_id -> Text,
        awarded_by -> Text,
        state -> Text,
        version -> BigInt,
        title -> Text,
        currency -> Text,
        price -> BigInt,
        merchant_bps -> Integer,
        creator_bps -> Integer,
        rounds -> Integer,
        review_days -> Integer,
        start_hours -> Nullable<Integer>,
        kind -> Text,
        live_at -> Nullable<BigInt>,
        live_minutes -> Nullable<Integer>,
        fund_until -> BigInt,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        agency_id -> Nullable<Text>,
        agency_bps -> Nullable<Integer>,
    }
}

table! {
    contract_terms (contract_id) {
        contract_id -> Text,
        text_zh -> Text,
        text_en -> Text,
        sha256 -> Text,
    }
}

table! {
    contract_checklist (contract_id, item) {
        contract_id -> Text,
        item -> Text,
        position -> Integer,
        level -> Text,
        body -> Text,
    }
}

table! {
    milestones (id) {
        id -> Text,
        contract_id -> Text,
        position -> Integer,
        title -> Text,
        state -> Text,
        version -> BigInt,
        price -> BigInt,
        merchant_fee -> BigInt,
        days -> Integer,
        rounds_left -> Integer,
        times_submitted -> Integer,
        times_changed -> Integer,
        funded_at -> Nullable<BigInt>,
        started_at -> Nullable<BigInt>,
        due_at -> Nullable<BigInt>,
        submitted_at -> Nullable<BigInt>,
        review_due_at -> Nullable<BigInt>,
        clears_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        disputed_from -> Nullable<Text>,
        disputed_at -> Nullable<BigInt>,
        part_price -> BigInt,
        part_fee -> BigInt,
        apart_price -> BigInt,
        apart_net -> BigInt,
        kept_locked -> Bool,
    }
}

table! {
    milestone_events (id) {
        id -> Text,
        milestone_id -> Text,
        contract_id -> Text,
        event -> Text,
        party -> Text,
        user_id -> Nullable<Text>,
        from_state -> Text,
        to_state -> Text,
        amount -> BigInt,
        note -> Text,
        at -> BigInt,
    }
}

table! {
    cancellations (id) {
        id -> Text,
        milestone_id -> Text,
        state -> Text,
        reason -> Text,
        refund -> BigInt,
        by_schedule -> Bool,
        asked_by -> Text,
        asked_party -> Text,
        asked_at -> BigInt,
        answer_by -> BigInt,
        answered_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

table! {
    disputes (id) {
        id -> Text,
        milestone_id -> Text,
        contract_id -> Text,
        state -> Text,
        version -> BigInt,
        amount -> BigInt,
        reason -> Text,
        opened_by -> Text,
        opened_party -> Text,
        opened_at -> BigInt,
        extended -> Bool,
        merchant_wants_mediation -> Bool,
        creator_wants_mediation -> Bool,
        merchant_rests -> Bool,
        creator_rests -> Bool,
        merchant_accepts -> Bool,
        creator_accepts -> Bool,
        evidence_until -> Nullable<BigInt>,
        arbiter_id -> Nullable<Text>,
        to_creator -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    dispute_events (id) {
        id -> Text,
        dispute_id -> Text,
        event -> Text,
        party -> Text,
        user_id -> Nullable<Text>,
        body -> Text,
        at -> BigInt,
    }
}

table! {
    dispute_evidence (id) {
        id -> Text,
        dispute_id -> Text,
        party -> Text,
        user_id -> Text,
        body -> Text,
        file_id -> Nullable<Text>,
        sha256 -> Text,
        at -> BigInt,
        message_id -> Nullable<Text>,
    }
}

table! {
    dispute_offers (id) {
        id -> Text,
        dispute_id -> Text,
        party -> Text,
        user_id -> Text,
        round -> Integer,
        amount -> Nullable<BigInt>,
        sealed -> Nullable<Text>,
        at -> BigInt,
    }
}

table! {
    dispute_decisions (id) {
        id -> Text,
        dispute_id -> Text,
        kind -> Text,
        to_creator -> BigInt,
        rule_ids -> Text,
        reasons -> Text,
        made_by -> Text,
        made_at -> BigInt,
        confirmed_by -> Nullable<Text>,
        confirmed_at -> Nullable<BigInt>,
    }
}

table! {
    dispute_dossiers (dispute_id, stage) {
        dispute_id -> Text,
        stage -> Text,
        manifest -> Text,
        sha256 -> Text,
        at -> BigInt,
    }
}

table! {
    extensions (id) {
        id -> Text,
        milestone_id -> Text,
        state -> Text,
        days -> Integer,
        reason -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        answer_by -> Nullable<BigInt>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

table! {
    change_orders (id) {
        id -> Text,
        contract_id -> Text,
        state -> Text,
        title -> Text,
        price -> BigInt,
        days -> Integer,
        body -> Text,
        asked_by -> Text,
        asked_party -> Text,
        asked_at -> BigInt,
        answer_by -> BigInt,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        milestone_id -> Nullable<Text>,
        text_zh -> Nullable<Text>,
        text_en -> Nullable<Text>,
        sha256 -> Nullable<Text>,
    }
}

table! {
    messages (id) {
        id -> Text,
        contract_id -> Text,
        party -> Text,
        user_id -> Text,
        body -> Text,
        folded -> Text,
        sha256 -> Text,
        supersedes -> Nullable<Text>,
        at -> BigInt,
    }
}

table! {
    message_files (message_id, position) {
        message_id -> Text,
        position -> Integer,
        file_id -> Text,
    }
}

table! {
    bid_messages (id) {
        id -> Text,
        bid_id -> Text,
        party -> Text,
        user_id -> Text,
        body -> Text,
        sha256 -> Text,
        at -> BigInt,
        folded -> Text,
        supersedes -> Nullable<Text>,
    }
}

table! {
    bid_message_files (message_id, position) {
        message_id -> Text,
        position -> Integer,
        file_id -> Text,
    }
}

table! {
    bid_waiting_files (file_id) {
        file_id -> Text,
        bid_id -> Text,
        user_id -> Text,
        at -> BigInt,
    }
}

table! {
    bid_message_readers (bid_id, user_id) {
        bid_id -> Text,
        user_id -> Text,
        read_at -> BigInt,
    }
}

table! {
    blocks (org_id, creator_id, side) {
        org_id -> Text,
        creator_id -> Text,
        side -> Text,
        user_id -> Text,
        at -> BigInt,
    }
}

table! {
    file_looks (file_id) {
        file_id -> Text,
        millis -> Nullable<BigInt>,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        has_sound -> Bool,
        at -> BigInt,
    }
}

table! {
    translations (sha256, target) {
        sha256 -> Text,
        target -> Text,
        body -> Nullable<Text>,
        engine -> Text,
        at -> BigInt,
    }
}

table! {
    message_readers (contract_id, user_id) {
        contract_id -> Text,
        user_id -> Text,
        read_at -> BigInt,
        mail_at -> Nullable<BigInt>,
    }
}

table! {
    ratings (id) {
        id -> Text,
        contract_id -> Text,
        party -> Text,
        user_id -> Text,
        scales -> Text,
        again -> Bool,
        body -> Text,
        at -> BigInt,
        visible_at -> Nullable<BigInt>,
        reply -> Nullable<Text>,
        version -> BigInt,
    }
}

table! {
    rating_edits (id) {
        id -> Text,
        rating_id -> Text,
        before -> Text,
        after -> Text,
        asked_at -> BigInt,
        agreed_at -> Nullable<BigInt>,
    }
}

table! {
    tips (id) {
        id -> Text,
        milestone_id -> Text,
        amount -> BigInt,
        given_by -> Text,
        given_at -> BigInt,
        clears_at -> BigInt,
    }
}

table! {
    deliveries (id) {
        id -> Text,
        milestone_id -> Text,
        version -> Integer,
        note -> Text,
        submitted_by -> Text,
        submitted_at -> BigInt,
    }
}

table! {
    delivery_items (delivery_id, position) {
        delivery_id -> Text,
        position -> Integer,
        file_id -> Nullable<Text>,
        url -> Nullable<Text>,
        checklist -> Text,
    }
}

table! {
    change_requests (id) {
        id -> Text,
        milestone_id -> Text,
        delivery_version -> Integer,
        asked_by -> Text,
        asked_at -> BigInt,
    }
}

table! {
    change_items (request_id, position) {
        request_id -> Text,
        position -> Integer,
        item -> Text,
        body -> Text,
        pin_file_id -> Nullable<Text>,
        pin_place -> Nullable<Text>,
    }
}

table! {
    ledger_accounts (account, currency) {
        account -> Text,
        currency -> Text,
        side -> Text,
        bounded -> Bool,
        balance -> BigInt,
        version -> BigInt,
    }
}

table! {
    ledger_heads (bucket) {
        bucket -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

table! {
    ledger_txns (id) {
        id -> Text,
        bucket -> Integer,
        seq -> BigInt,
        kind -> Text,
        reference -> Text,
        contract_id -> Nullable<Text>,
        milestone_id -> Nullable<Text>,
        prev_hash -> Text,
        hash -> Text,
        created_at -> BigInt,
    }
}

table! {
    ledger_entries (id) {
        id -> Text,
        txn_id -> Text,
        account -> Text,
        currency -> Text,
        amount -> BigInt,
        acct_version -> BigInt,
        balance_after -> BigInt,
    }
}

table! {
    audit_heads (bucket) {
        bucket -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

table! {
    audit_lines (bucket, seq) {
        bucket -> Integer,
        seq -> BigInt,
        at -> BigInt,
        actor -> Text,
        action -> Text,
        object -> Text,
        reason -> Text,
        request_id -> Text,
        prev_hash -> Text,
        hash -> Text,
    }
}

table! {
    operations (id) {
        id -> Text,
        kind -> Text,
        contract_id -> Nullable<Text>,
        checkout_id -> Nullable<Text>,
        payout_id -> Nullable<Text>,
        withdrawal_id -> Nullable<Text>,
        org_id -> Nullable<Text>,
        creator_id -> Nullable<Text>,
        amount -> BigInt,
        currency -> Text,
        fact -> Text,
        generation -> Integer,
        idem_key -> Text,
        request -> Text,
        request_sha256 -> Text,
        state -> Text,
        attempts -> Integer,
        created_at -> BigInt,
        first_at -> Nullable<BigInt>,
        last_at -> Nullable<BigInt>,
        next_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        provider_ref -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        payment_ref -> Nullable<Text>,
        server_errors -> Integer,
        source_ref -> Nullable<Text>,
        matched_at -> Nullable<BigInt>,
        alarmed_at -> Nullable<BigInt>,
    }
}

table! {
    checkouts (id) {
        id -> Text,
        org_id -> Text,
        contract_id -> Nullable<Text>,
        asked_by -> Text,
        purpose -> Text,
        state -> Text,
        version -> BigInt,
        amount -> BigInt,
        currency -> Text,
        url -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
        paid_at -> Nullable<BigInt>,
        contested -> BigInt,
        charged_back -> BigInt,
    }
}

table! {
    checkout_milestones (checkout_id, milestone_id) {
        checkout_id -> Text,
        milestone_id -> Text,
    }
}

table! {
    withdrawals (id) {
        id -> Text,
        org_id -> Text,
        asked_by -> Text,
        amount -> BigInt,
        currency -> Text,
        state -> Text,
        version -> BigInt,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    payout_accounts (id) {
        id -> Text,
        creator_id -> Nullable<Text>,
        name -> Text,
        country -> Text,
        currency -> Text,
        usable_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
        provider_ref -> Nullable<Text>,
        created_at -> BigInt,
        standing -> Text,
        needs -> Text,
        needs_by -> Nullable<BigInt>,
        onboarding_url -> Nullable<Text>,
        onboarding_until -> Nullable<BigInt>,
        org_id -> Nullable<Text>,
    }
}

table! {
    payouts (id) {
        id -> Text,
        creator_id -> Nullable<Text>,
        account_id -> Text,
        currency -> Text,
        amount -> BigInt,
        debt_paid -> BigInt,
        state -> Text,
        version -> BigInt,
        failure_code -> Nullable<Text>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        org_id -> Nullable<Text>,
    }
}

table! {
    fuses (id) {
        id -> Text,
        fuse -> Text,
        reason -> Text,
        blown_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        confirmed_reason -> Nullable<Text>,
    }
}

table! {
    chargebacks (id) {
        id -> Text,
        provider_ref -> Text,
        checkout_id -> Text,
        org_id -> Text,
        contract_id -> Nullable<Text>,
        amount -> BigInt,
        currency -> Text,
        reason -> Text,
        state -> Text,
        version -> BigInt,
        opened_at -> BigInt,
        due_at -> Nullable<BigInt>,
        taken_at -> Nullable<BigInt>,
        send_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        evidence -> Text,
        borne_by_org -> BigInt,
        borne_by_creator -> BigInt,
        looked_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    freezes (contract_id, subject) {
        contract_id -> Text,
        subject -> Text,
        since -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    sandbox_cases (id) {
        id -> Text,
        state -> Text,
        evidence -> Text,
        opened_at -> BigInt,
    }
}

table! {
    acts (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        target -> Text,
        reason -> Text,
        state -> Text,
        version -> BigInt,
        proposed_by -> Text,
        proposed_at -> BigInt,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
    }
}

table! {
    unexplained (source) {
        source -> Text,
        kind -> Text,
        amount -> BigInt,
        currency -> Text,
        state -> Text,
        version -> BigInt,
        target -> Nullable<Text>,
        operation_id -> Nullable<Text>,
        found_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

table! {
    provider_runs (name) {
        name -> Text,
        ran_at -> BigInt,
    }
}

table! {
    restorations (id) {
        id -> Text,
        made_at -> BigInt,
        restored_at -> BigInt,
        reconciled_at -> Nullable<BigInt>,
    }
}

table! {
    seals (no) {
        no -> BigInt,
        period -> Text,
        day -> Text,
        sealed_at -> BigInt,
        leaves -> BigInt,
        prev_root -> Text,
        root -> Text,
    }
}

table! {
    seal_heads (bucket, seq) {
        bucket -> Integer,
        seq -> BigInt,
        seal_no -> BigInt,
    }
}

table! {
    inbox_events (event_id) {
        event_id -> Text,
        #[sql_name = "type"]
        kind -> Text,
        object_id -> Text,
        payload -> Text,
        state -> Text,
        effects -> Integer,
        received_at -> BigInt,
        applied_at -> Nullable<BigInt>,
        next_at -> BigInt,
    }
}

table! {
    events (id) {
        id -> Text,
        #[sql_name = "type"]
        kind -> Nullable<Text>,
        at -> BigInt,
        org_id -> Nullable<Text>,
        creator_id -> Nullable<Text>,
        subject -> Text,
        data -> Text,
    }
}

table! {
    event_outbox (event_id) {
        event_id -> Text,
    }
}

table! {
    webhook_endpoints (id) {
        id -> Text,
        user_id -> Text,
        url -> Text,
        types -> Text,
        generation -> BigInt,
        keyed_at -> BigInt,
        created_at -> BigInt,
        failures -> BigInt,
        warned_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

table! {
    webhook_attempts (id) {
        id -> Text,
        endpoint_id -> Text,
        event_id -> Text,
        series -> BigInt,
        number -> BigInt,
        state -> Text,
        created_at -> BigInt,
        due_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        status -> Nullable<BigInt>,
        error -> Nullable<Text>,
        millis -> Nullable<BigInt>,
    }
}

table! {
    dispute_moves (id) {
        id -> Text,
        dispute_id -> Text,
        clock -> Text,
        from_at -> BigInt,
        to_at -> BigInt,
        reason -> Text,
        party -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        state -> Text,
        answered_at -> Nullable<BigInt>,
    }
}

table! {
    appeals (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        user_id -> Text,
        decided_by -> Text,
        decision -> Text,
        words -> Text,
        at -> BigInt,
        state -> Text,
        answer -> Text,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

table! {
    verifications (id) {
        id -> Text,
        org_id -> Nullable<Text>,
        creator_id -> Nullable<Text>,
        asked_by -> Text,
        name -> Text,
        number -> Text,
        number_plain -> Text,
        link -> Text,
        file_id -> Nullable<Text>,
        state -> Text,
        version -> BigInt,
        asked_at -> BigInt,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        words -> Text,
        expires_at -> Nullable<BigInt>,
        reminded_at -> Nullable<BigInt>,
    }
}

table! {
    session_views (session_id) {
        session_id -> Text,
        user_id -> Text,
        reason -> Text,
        ends_at -> BigInt,
    }
}

table! {
    lint_rules (rule_id, version) {
        rule_id -> Text,
        version -> BigInt,
        body -> Text,
        made_by -> Text,
        at -> BigInt,
    }
}

table! {
    market_settings (key, version) {
        key -> Text,
        version -> BigInt,
        value -> Text,
        before -> Text,
        reason -> Text,
        made_by -> Text,
        at -> BigInt,
        starts_at -> BigInt,
    }
}

table! {
    creator_tiers (creator_id) {
        creator_id -> Text,
        tier -> Text,
        falls_at -> Nullable<BigInt>,
        record -> Text,
        looked_at -> BigInt,
        next_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    rule_points (id) {
        id -> Text,
        user_id -> Text,
        conduct -> Text,
        points -> BigInt,
        reason -> Text,
        given_by -> Text,
        at -> BigInt,
        lapses_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

table! {
    user_standings (user_id) {
        user_id -> Text,
        measure -> Text,
        since -> BigInt,
        version -> BigInt,
    }
}

table! {
    org_standings (org_id) {
        org_id -> Text,
        measure -> Text,
        since -> BigInt,
        version -> BigInt,
    }
}

table! {
    org_measures (id) {
        id -> Text,
        org_id -> Text,
        step -> Text,
        reason -> Text,
        taken_by -> Text,
        at -> BigInt,
    }
}

table! {
    user_measures (id) {
        id -> Text,
        user_id -> Text,
        step -> Text,
        reason -> Text,
        taken_by -> Text,
        at -> BigInt,
    }
}

table! {
    sandbox_objects (id) {
        id -> Text,
        kind -> Text,
        idem_key -> Text,
        request_sha256 -> Text,
        amount -> BigInt,
        currency -> Text,
        op_id -> Text,
        state -> Text,
        destination -> Text,
        return_url -> Text,
        title -> Text,
        looked_at -> Integer,
        created_at -> BigInt,
        expires_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    clocks (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        brief_id -> Nullable<Text>,
        contract_id -> Nullable<Text>,
        milestone_id -> Nullable<Text>,
        state -> Text,
        started_at -> BigInt,
        due_at -> BigInt,
        next_at -> BigInt,
        reminders_sent -> Integer,
        amount -> BigInt,
        currency -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

table! {
    mails (id) {
        id -> Text,
        address -> Text,
        locale -> Text,
        template -> Text,
        params -> Text,
        state -> Text,
        attempts -> Integer,
        created_at -> BigInt,
        next_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        sent_at -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
    }
}

table! {
    notices (id) {
        id -> Text,
        user_id -> Text,
        kind -> Text,
        params -> Text,
        url -> Text,
        subject -> Text,
        needs_action -> Bool,
        created_at -> BigInt,
        done_at -> Nullable<BigInt>,
    }
}

table! {
    reports (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        user_id -> Text,
        excerpt -> Text,
        url -> Text,
        reporter_id -> Text,
        reason -> Text,
        words -> Text,
        at -> BigInt,
        outcome -> Nullable<Text>,
        answer -> Text,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        rule -> Nullable<Text>,
    }
}

table! {
    opinions (id) {
        id -> Text,
        milestone_id -> Text,
        version -> Integer,
        party -> Text,
        asked_by -> Text,
        question -> Text,
        asked_at -> BigInt,
        verdict -> Nullable<Text>,
        words -> Text,
        given_by -> Nullable<Text>,
        given_at -> Nullable<BigInt>,
    }
}

joinable!(saved_searches -> users (user_id));
joinable!(opinions -> milestones (milestone_id));

table! {
    uploads (id) {
        id -> Text,
        contract_id -> Text,
        owner_id -> Text,
        name -> Text,
        size -> BigInt,
        storage_key -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        file_id -> Nullable<Text>,
    }
}

table! {
    remarks (id) {
        id -> Text,
        milestone_id -> Text,
        version -> Integer,
        position -> Integer,
        x -> Nullable<Integer>,
        y -> Nullable<Integer>,
        second -> Nullable<Integer>,
        party -> Text,
        user_id -> Text,
        body -> Text,
        at -> BigInt,
        resolved_version -> Nullable<Integer>,
        resolved_at -> Nullable<BigInt>,
    }
}

table! {
    remark_replies (id) {
        id -> Text,
        remark_id -> Text,
        party -> Text,
        user_id -> Text,
        body -> Text,
        at -> BigInt,
    }
}

table! {
    notice_wishes (user_id, topic) {
        user_id -> Text,
        topic -> Text,
        on_site -> Bool,
        mail -> Text,
    }
}

table! {
    notice_hours (user_id) {
        user_id -> Text,
        quiet_from -> Integer,
        quiet_to -> Integer,
        daily_at -> Integer,
    }
}

table! {
    digest_entries (id) {
        id -> Text,
        user_id -> Text,
        kind -> Text,
        params -> Text,
        url -> Text,
        created_at -> BigInt,
        due_at -> BigInt,
    }
}

table! {
    idempotency_keys (owner_id, path, idem_key) {
        owner_id -> Text,
        path -> Text,
        idem_key -> Text,
        body_sha256 -> Text,
        status -> BigInt,
        answer -> Text,
        created_at -> BigInt,
    }
}

table! {
    once_answers (owner, token) {
        owner -> Text,
        token -> Text,
        path -> Text,
        body_sha256 -> Text,
        location -> Text,
        created_at -> BigInt,
    }
}

joinable!(admin_roles -> users (user_id));
joinable!(recovery_codes -> users (user_id));
joinable!(sessions -> users (user_id));
joinable!(mail_tokens -> users (user_id));
joinable!(memberships -> organisations (org_id));
joinable!(memberships -> users (user_id));
joinable!(invitations -> organisations (org_id));
joinable!(invitations -> users (invited_by));
joinable!(api_tokens -> users (user_id));
joinable!(idempotency_keys -> users (owner_id));
joinable!(files -> users (owner_id));
joinable!(creators -> users (user_id));
joinable!(creator_tags -> creators (creator_id));
joinable!(creator_languages -> creators (creator_id));
joinable!(channels -> creators (creator_id));
joinable!(portfolio_items -> creators (creator_id));
joinable!(portfolio_items -> files (file_id));
joinable!(briefs -> organisations (org_id));
joinable!(briefs -> users (author_id));
joinable!(brief_funds -> briefs (brief_id));
joinable!(brief_details -> briefs (brief_id));
joinable!(nda_promises -> briefs (brief_id));
joinable!(samples -> contracts (contract_id));
joinable!(brief_times -> briefs (brief_id));
joinable!(broadcasts -> contracts (contract_id));
joinable!(brief_platforms -> briefs (brief_id));
joinable!(brief_languages -> briefs (brief_id));
joinable!(checklist_items -> briefs (brief_id));
joinable!(brief_copies -> briefs (brief_id));
joinable!(brief_attachments -> briefs (brief_id));
joinable!(brief_attachments -> files (file_id));
joinable!(brief_questions -> briefs (brief_id));
joinable!(brief_answers -> brief_questions (question_id));
joinable!(brief_invitations -> briefs (brief_id));
joinable!(brief_invitations -> creators (creator_id));
joinable!(agency_memberships -> organisations (agency_id));
joinable!(agency_memberships -> creators (creator_id));
joinable!(agency_terms -> agency_memberships (membership_id));
joinable!(bids -> briefs (brief_id));
joinable!(bids -> creators (creator_id));
joinable!(bids -> channels (channel_id));
joinable!(channel_checks -> channels (channel_id));
joinable!(public_cvs -> creators (creator_id));
joinable!(creator_capacities -> creators (creator_id));
joinable!(blocked_days -> creators (creator_id));
joinable!(audience_snapshots -> channels (channel_id));
joinable!(bid_offers -> bids (bid_id));
joinable!(packages -> creators (creator_id));
joinable!(package_versions -> packages (package_id));
joinable!(package_orders -> packages (package_id));
joinable!(package_orders -> organisations (org_id));
joinable!(package_orders -> users (ordered_by));
joinable!(package_orders -> contracts (contract_id));
joinable!(bid_notes -> bids (bid_id));
joinable!(bid_notes -> users (user_id));
joinable!(bid_picks -> bids (bid_id));
joinable!(bid_picks -> portfolio_items (item_id));
joinable!(contracts -> briefs (brief_id));
joinable!(contracts -> bids (bid_id));
joinable!(contracts -> organisations (org_id));
joinable!(contracts -> creators (creator_id));
joinable!(contracts -> users (awarded_by));
joinable!(contract_terms -> contracts (contract_id));
joinable!(contract_checklist -> contracts (contract_id));
joinable!(milestones -> contracts (contract_id));
joinable!(milestone_events -> milestones (milestone_id));
joinable!(milestone_events -> contracts (contract_id));
joinable!(milestone_events -> users (user_id));
joinable!(cancellations -> milestones (milestone_id));
joinable!(cancellations -> users (asked_by));
joinable!(extensions -> milestones (milestone_id));
joinable!(change_orders -> contracts (contract_id));
joinable!(messages -> contracts (contract_id));
joinable!(messages -> users (user_id));
joinable!(message_files -> messages (message_id));
joinable!(message_files -> files (file_id));
joinable!(bid_messages -> bids (bid_id));
joinable!(bid_message_files -> bid_messages (message_id));
joinable!(bid_message_files -> files (file_id));
joinable!(bid_waiting_files -> files (file_id));
joinable!(bid_messages -> users (user_id));
joinable!(bid_message_readers -> bids (bid_id));
joinable!(bid_message_readers -> users (user_id));
joinable!(blocks -> organisations (org_id));
joinable!(blocks -> creators (creator_id));
joinable!(blocks -> users (user_id));
joinable!(file_looks -> files (file_id));
joinable!(message_readers -> contracts (contract_id));
joinable!(message_readers -> users (user_id));
joinable!(tips -> milestones (milestone_id));
joinable!(tips -> users (given_by));
joinable!(deliveries -> milestones (milestone_id));
joinable!(deliveries -> users (submitted_by));
joinable!(delivery_items -> deliveries (delivery_id));
joinable!(delivery_items -> files (file_id));
joinable!(change_requests -> milestones (milestone_id));
joinable!(change_requests -> users (asked_by));
joinable!(change_items -> change_requests (request_id));
joinable!(change_items -> files (pin_file_id));
joinable!(ledger_entries -> ledger_txns (txn_id));
joinable!(operations -> organisations (org_id));
joinable!(operations -> creators (creator_id));
joinable!(checkouts -> organisations (org_id));
joinable!(checkouts -> contracts (contract_id));
joinable!(checkouts -> users (asked_by));
joinable!(checkout_milestones -> checkouts (checkout_id));
joinable!(checkout_milestones -> milestones (milestone_id));
joinable!(withdrawals -> organisations (org_id));
joinable!(withdrawals -> users (asked_by));
joinable!(payout_accounts -> creators (creator_id));
joinable!(payouts -> creators (creator_id));
joinable!(payouts -> payout_accounts (account_id));
joinable!(clocks -> briefs (brief_id));
joinable!(clocks -> contracts (contract_id));
joinable!(clocks -> milestones (milestone_id));
joinable!(disputes -> milestones (milestone_id));
joinable!(ratings -> contracts (contract_id));
joinable!(disputes -> contracts (contract_id));
joinable!(notices -> users (user_id));
joinable!(user_standings -> users (user_id));
joinable!(org_standings -> organisations (org_id));
joinable!(lint_rules -> users (made_by));
joinable!(market_settings -> users (made_by));
joinable!(webhook_attempts -> webhook_endpoints (endpoint_id));
joinable!(calendars -> users (user_id));

table! {
    saved_searches (id) {
        id -> Text,
        user_id -> Text,
        query -> Text,
        looked_at -> BigInt,
        created_at -> BigInt,
    }
}

table! {
    search_changes (seq) {
        seq -> BigInt,
        noun -> Text,
        thing_id -> Text,
    }
}

table! {
    creator_lists (id) {
        id -> Text,
        org_id -> Text,
        name -> Text,
        made_by -> Text,
        created_at -> BigInt,
    }
}

table! {
    creator_list_entries (list_id, creator_id) {
        list_id -> Text,
        creator_id -> Text,
        note -> Text,
        added_by -> Text,
        at -> BigInt,
    }
}

table! {
    cold_calls (org_id, creator_id) {
        org_id -> Text,
        creator_id -> Text,
        at -> BigInt,
    }
}

table! {
    closed_to_strangers (creator_id) {
        creator_id -> Text,
        at -> BigInt,
    }
}

table! {
    follows (user_id, kind, target) {
        user_id -> Text,
        kind -> Text,
        target -> Text,
        at -> BigInt,
    }
}

table! {
    impressions (list, day) {
        list -> Text,
        day -> BigInt,
        shown -> BigInt,
        newcomers -> BigInt,
    }
}

table! {
    follow_looks (user_id) {
        user_id -> Text,
        told_at -> BigInt,
        due_at -> BigInt,
    }
}

table! {
    circles (org_id) {
        org_id -> Text,
        rules -> Text,
        set_by -> Text,
        set_at -> BigInt,
    }
}

table! {
    circle_members (org_id, creator_id) {
        org_id -> Text,
        creator_id -> Text,
        state -> Text,
        is_muted -> Bool,
        invited_by -> Text,
        changed_at -> BigInt,
    }
}

table! {
    circle_letters (id) {
        id -> Text,
        org_id -> Text,
        user_id -> Text,
        body -> Text,
        at -> BigInt,
        told_at -> Nullable<BigInt>,
    }
}

table! {
    circle_polls (letter_id) {
        letter_id -> Text,
        ends_at -> BigInt,
    }
}

table! {
    circle_poll_answers (letter_id, position) {
        letter_id -> Text,
        position -> Integer,
        text -> Text,
    }
}

table! {
    circle_votes (letter_id, creator_id) {
        letter_id -> Text,
        creator_id -> Text,
        position -> Integer,
        at -> BigInt,
    }
}

table! {
    circle_deliveries (letter_id, creator_id) {
        letter_id -> Text,
        creator_id -> Text,
        at -> BigInt,
    }
}

joinable!(circle_members -> creators (creator_id));
joinable!(creator_lists -> organisations (org_id));
joinable!(creator_list_entries -> creator_lists (list_id));
joinable!(creator_list_entries -> creators (creator_id));

allow_tables_to_appear_in_same_query!(
    follows,
    follow_looks,
    impressions,
    circles,
    circle_members,
    circle_letters,
    circle_polls,
    circle_poll_answers,
    circle_votes,
    circle_deliveries,
    creator_lists,
    creator_list_entries,
    cold_calls,
    closed_to_strangers,
    acts,
    unexplained,
    chargebacks,
    digest_entries,
    remarks,
    remark_replies,
    opinions,
    reports,
    uploads,
    notice_hours,
    notice_wishes,
    freezes,
    sandbox_cases,
    admin_roles,
    api_tokens,
    attempts,
    audit_heads,
    audit_lines,
    bid_offers,
    packages,
    package_versions,
    package_orders,
    bid_notes,
    bid_picks,
    bids,
    brief_answers,
    brief_attachments,
    brief_copies,
    brief_invitations,
    brief_languages,
    brief_funds,
    brief_details,
    nda_promises,
    samples,
    brief_times,
    broadcasts,
    brief_platforms,
    brief_questions,
    briefs,
    calendars,
    cancellations,
    tips,
    extensions,
    change_orders,
    messages,
    message_files,
    bid_messages,
    bid_message_files,
    bid_waiting_files,
    bid_message_readers,
    blocks,
    file_looks,
    message_readers,
    translations,
    ratings,
    rating_edits,
    events,
    event_outbox,
    disputes,
    dispute_decisions,
    dispute_dossiers,
    dispute_events,
    dispute_evidence,
    dispute_offers,
    change_items,
    change_requests,
    channels,
    checklist_items,
    checkout_milestones,
    checkouts,
    clocks,
    contract_checklist,
    contract_terms,
    contracts,
    creator_languages,
    creator_tags,
    creators,
    deliveries,
    delivery_items,
    files,
    idempotency_keys,
    fuses,
    inbox_events,
    provider_runs,
    invitations,
    ledger_accounts,
    ledger_entries,
    ledger_heads,
    ledger_txns,
    mail_tokens,
    mails,
    memberships,
    milestone_events,
    milestones,
    notices,
    once_answers,
    operations,
    organisations,
    payout_accounts,
    payouts,
    portfolio_items,
    recovery_codes,
    restorations,
    rule_readings,
    sandbox_objects,
    saved_searches,
    seal_heads,
    seals,
    search_changes,
    sessions,
    appeals,
    verifications,
    agency_memberships,
    agency_terms,
    agency_usual_terms,
    channel_checks,
    public_cvs,
    creator_capacities,
    blocked_days,
    audience_snapshots,
    session_views,
    dispute_moves,
    lint_rules,
    market_settings,
    creator_tiers,
    rule_points,
    org_measures,
    org_standings,
    user_measures,
    user_standings,
    users,
    webhook_attempts,
    webhook_endpoints,
    withdrawals,
);
