//! The process dies at every single point at which it waits for anything – a row, a commit, the provider – while it carries something there.

use super::{Market, STEP_SECONDS, fresh, judge};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use vtask::platform::db::Tx;

/// A future that is dropped when it waits for the nth time.
struct Mortal<F> {
    inner: Pin<Box<F>>,
    waits: u32,
}

impl<F: Future<Output = ()>> Future for Mortal<F> {
    /// Whether it came to its end.
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        match self.inner.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending if self.waits == 0 => Poll::Ready(false),
            Poll::Pending => {
                self.waits -= 1;
                Poll::Pending
            }
        }
    }
}

impl Market {
    /// One turn of some jobs that dies when it waits for the nth time; whether it came to its end before that.
    async fn mortal_turn(&mut self, names: &'static [&'static str], waits: u32) -> bool {
        let site = self.world().site.clone();
        let jobs = async move {
            let all = vtask::payments::JOBS.iter().chain(vtask::payouts::JOBS);
            for job in all.filter(|job| names.contains(&job.name)) {
                (job.run)(site.clone()).await.ok();
            }
        };
        let ended = Mortal { inner: Box::pin(jobs), waits }.await;
        if !ended {
            // What was on its way to the writer is written or not, as with any death; only then somebody opens the book again.
            self.world().site.db.write(|_: &mut Tx<'_>| Ok::<_, vtask::failure::Failure>(())).await.unwrap();
            tokio::task::yield_now().await;
            self.world = Some(self.world.take().unwrap().reopened());
        }
        ended
    }

    async fn is_right(&mut self, what: &str) {
        self.settle().await;
        assert_eq!(judge::violations(self.world(), &self.fake).await, Vec::<String>::new(), "{what}");
    }
}

/// Lives until an act is decided, dies at the nth wait of the turn that carries it, for every n there is.
fn dies_everywhere_after(acts: &'static [super::Act], jobs: &'static [&'static str], what: &str) {
    actix_web::rt::System::new().block_on(async {
        let (mut world, mut fake) = fresh().await;
        let mut waits = 0;
        loop {
            let mut market = Market::open(world, fake, 1).await;
            let (last, before) = acts.split_last().unwrap();
            for act in before {
                market.act(*act).await;
                market.world().wait_seconds(STEP_SECONDS);
                market.turn().await;
            }
            market.act(*last).await;
            market.world().wait_seconds(STEP_SECONDS);
            let ended = market.mortal_turn(jobs, waits).await;
            market.is_right(&format!("{what}, dead at wait {waits}")).await;
            (world, fake) = market.close();
            if ended {
                break;
            }
            waits += 1;
        }
        assert!(waits > 5, "it waited only {waits} times");
    });
}

#[test]
fn a_death_at_any_wait_opens_a_page_once() {
    dies_everywhere_after(&[super::Act::TopUp(100_000)], &["customers", "charges"], "a page");
}

/// Time stands, so no lease ends by itself: the worker that starts next knows that the one before is gone.
#[test]
fn what_a_killed_worker_had_begun_goes_on_at_the_next_start() {
    actix_web::rt::System::new().block_on(async {
        let (mut world, mut fake) = fresh().await;
        for waits in 0.. {
            let mut market = Market::open(world, fake, 1).await;
            let before = market.fake.all("checkout.session").len();
            market.act(super::Act::TopUp(100_000)).await;
            market.world().wait_seconds(STEP_SECONDS);
            let ended = market.mortal_turn(&["customers", "charges"], waits).await;
            let (stop, stopped) = tokio::sync::watch::channel(false);
            let worker = actix_web::rt::spawn(vtask::app::work(market.world().site.clone(), stopped));
            for _ in 0..250 {
                if market.fake.all("checkout.session").len() > before {
                    break;
                }
                actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            stop.send(true).unwrap();
            worker.await.unwrap();
            assert_eq!(market.fake.all("checkout.session").len(), before + 1, "dead at wait {waits}");
            (world, fake) = market.close();
            if ended {
                assert!(waits > 5, "it waited only {waits} times");
                break;
            }
        }
    });
}

#[test]
fn a_death_at_any_wait_books_a_payment_once() {
    dies_everywhere_after(
        &[super::Act::TopUp(100_000), super::Act::Pay, super::Act::Hear],
        &["checkout events", "open checkouts"],
        "a payment",
    );
}

#[test]
fn a_death_at_any_wait_pays_out_once() {
    use super::Act as A;
    dies_everywhere_after(
        &[A::NameAccount, A::TopUp(630_000), A::Pay, A::Fund, A::Submit, A::Approve, A::WaitForMoney, A::Payout(540_000)],
        &["payouts", "payouts on their way"],
        "a payout",
    );
}

#[test]
fn a_death_at_any_wait_pays_back_once() {
    use super::Act as A;
    dies_everywhere_after(&[A::TopUp(100_000), A::Pay, A::Withdraw(40_000)], &["refunds"], "a refund");
}
