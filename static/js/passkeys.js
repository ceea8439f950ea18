// Makes passkeys, and shows them to the site. A form says which: data-passkey="create" or "get". What the device is to be
// asked lies in the form, as JSON, or is fetched from the form's own address when it is wanted.
const askDevice = {
  create(publicKey) {
    publicKey.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  },
  get(publicKey) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  },
};

const optionsOf = async (form) => {
  const inside = form.querySelector("script");
  if (inside) return JSON.parse(inside.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const { publicKey } = await optionsOf(form);
      form.elements.credential.value = JSON.stringify(await askDevice[form.dataset.passkey](publicKey));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
