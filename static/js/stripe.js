/* Stripe's Payment Element: the card is typed into Stripe's frame, and we get a payment method's id.
   The server confirms the payment (docs.stripe.com, "finalize payments on the server"), so no client
   secret comes here. Cards alone, with the wallets that hold them: an item is kept for ten minutes,
   and a bank debit is answered after days. */

const SOURCE = "https://js.stripe.com/v3/";

function loaded() {
  if (window.Stripe) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SOURCE;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

export async function start(form) {
  const problem = form.querySelector("[data-stripe-problem]");
  try {
    await loaded();
  } catch {
    problem.textContent = "Stripe could not be reached. Check your connection and load the page again.";
    return;
  }
  const stripe = window.Stripe(form.dataset.stripe);
  const elements = stripe.elements({
    ...(form.dataset.amount ? { mode: "payment", amount: Number(form.dataset.amount) } : { mode: "setup" }),
    currency: "usd",
    paymentMethodCreation: "manual",
    paymentMethodTypes: ["card"],
  });
  elements.create("payment").mount(form.querySelector("[data-stripe-element]"));
  form.addEventListener("submit", (event) => pay(event, form, stripe, elements, problem));
  /* A page that the back button brings again has sent its card already. */
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

async function pay(event, form, stripe, elements, problem) {
  if (form.elements.method_id.value) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  const checked = await elements.submit();
  const made = checked.error ? checked : await stripe.createPaymentMethod({ elements });
  if (made.error) {
    problem.textContent = made.error.message;
    button.disabled = false;
    return;
  }
  form.elements.method_id.value = made.paymentMethod.id;
  form.submit();
}
