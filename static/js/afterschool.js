/* Small comforts on top of pages that work without them: questions before a step that cannot be taken back,
   no double submit, picture previews, charts, menus that close, and the CSRF token for htmx. */
"use strict";
(() => {
  const script = document.currentScript;

  const element = (name, css, text) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  };

  // <form data-confirm="…"> or <button data-confirm="…">: ask first, then send with the button that was pressed
  const ask = (question, go) => {
    const dialog = element("dialog", "confirm");
    const body = element("div", "confirm-body");
    body.append(element("h2", "h3", "请确认"), element("p", "", question));
    const foot = element("div", "confirm-foot");
    const cancel = element("button", "btn", "取消");
    const proceed = element("button", "btn btn-primary", "确定");
    foot.append(cancel, proceed);
    dialog.append(body, foot);
    cancel.addEventListener("click", () => dialog.close());
    proceed.addEventListener("click", () => { dialog.close(); go(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      event.preventDefault();
      ask(question, () => {
        form.dataset.confirmed = "yes";
        form.requestSubmit(event.submitter || undefined);
        delete form.dataset.confirmed;
      });
      return;
    }
    if (form.method === "post" && !event.defaultPrevented) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
      if (event.submitter) event.submitter.classList.add("is-busy");
      setTimeout(() => release(form), 8000);      // an answer that is a file leaves the page standing
    }
  });
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // <input type="file" data-preview>: name, size and, for a picture, the picture
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.matches("input[type=file][data-preview]")) {
      let box = input.nextElementSibling;
      if (!box || !box.classList.contains("file-preview")) {
        box = element("div", "file-preview");
        input.after(box);
      }
      box.replaceChildren(...Array.from(input.files, (file) => {
        if (!file.type.startsWith("image/")) {
          return element("span", "", `${file.name}（${Math.max(1, Math.round(file.size / 1024))} KB）`);
        }
        const picture = element("img");
        picture.alt = file.name;
        picture.src = URL.createObjectURL(file);
        picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
        return picture;
      }));
    }
    if (input.matches("select[data-submit]")) input.form.requestSubmit();
  });

  // menus close on a click elsewhere and on Escape
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open], details.clause[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });

  // charts: the SVG of the server stays for print and for browsers without this library
  const draw = (figure) => {
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const svg = figure.querySelector(":scope > svg");
    const canvas = element("div", "chart-canvas");
    canvas.setAttribute("aria-hidden", "true");
    svg.after(canvas);
    const style = getComputedStyle(document.body);
    const color = (name) => style.getPropertyValue(name).trim();
    const chart = window.echarts.init(canvas, null, { renderer: "canvas" });
    const font = { fontFamily: style.fontFamily, color: color("--ink-soft") };
    chart.setOption({
      animation: false,
      color: [color("--brand"), color("--second"), "#6b8f71", "#8a6fa8"],
      textStyle: font,
      grid: { left: 52, right: 16, top: 24, bottom: 36 },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => (value === null ? "—" : `${value}${data.unit}`) },
      xAxis: { type: "category", data: data.labels, axisLabel: { hideOverlap: true, color: font.color }, axisTick: { show: false }, axisLine: { lineStyle: { color: color("--line-strong") } } },
      yAxis: { type: "value", max: data.top, axisLabel: { formatter: `{value}${data.unit}`, color: font.color }, splitLine: { lineStyle: { color: "#e9edf2" } } },
      series: data.series.map((series, index) => ({
        name: series.name, type: data.kind, data: series.values, barMaxWidth: 40, symbolSize: 7, lineStyle: { width: 2.5 },
        itemStyle: { borderRadius: data.kind === "bar" ? [3, 3, 0, 0] : 0 },
        labelLayout: { hideOverlap: true },
        label: { show: data.kind === "bar" && data.labels.length * data.series.length <= 16, position: "top", color: color("--ink") },
        markLine: index === 0 && data.target !== null ? {
          silent: true, symbol: "none", lineStyle: { color: color("--bad"), type: "dashed" },
          label: { formatter: `目标 ${data.target}${data.unit}`, color: color("--bad"), position: "insideStartTop" },
          data: [{ yAxis: data.target }],
        } : undefined,
      })),
    });
    svg.setAttribute("hidden", "");
    new ResizeObserver(() => chart.resize()).observe(canvas);
  };
  const figures = Array.from(document.querySelectorAll("[data-chart]"));
  if (figures.length && script.dataset.echarts) {
    const library = element("script");
    library.src = script.dataset.echarts;
    library.addEventListener("load", () => figures.forEach(draw));
    document.head.append(library);
  }
})();
