/** The same number, held where a page's plain text isn't. */
export const HELD = {
  field: (n) => `<label>Account <input value="${n}" readonly></label>`,
  script: (n) => `<label>Account <input id="f"></label><script>document.getElementById('f').value = '${n}'</script>`,
  shadow: (n) =>
    `<div id="h"></div><script>document.getElementById('h').attachShadow({ mode: 'closed' }).innerHTML = '<p>${n}</p>'</script>`,
  attribute: (n) => `<button title="${n}">Copy the number</button>`,
  hidden: (n) => `<details><summary>Number</summary><p>${n}</p></details>`,
  cells: (n) =>
    `<table><tr>${n
      .split(' ')
      .map((part) => `<td>${part}</td>`)
      .join('')}</tr></table>`,
  frame: (n) => `<iframe srcdoc="<p>${n}</p>"></iframe>`,
  late: (n) =>
    `<label>Account <input id="f" readonly></label><script>setTimeout(() => { document.getElementById('f').value = '${n}' }, 700)</script>`,
  boxes: (n) => `<div style="display:flex">${n.replaceAll(' ', '').replace(/./g, '<div>$&</div>')}</div>`,
  inputs: (n) =>
    n
      .split(' ')
      .map((part) => `<input size="4" value="${part}">`)
      .join('-'),
  password: (n) => `<label>Password <input type="password" value="n${n.replaceAll(' ', '')}"></label>`,
  record: () => '<table><tr><th>Date of birth<td>7 June 1988<tr><th>Annual salary<td>€ 71,850</table>',
  form: () =>
    '<label>Birthday <input type="date" value="1988-06-07"></label><label>Income <input value="71850"></label>',
};
