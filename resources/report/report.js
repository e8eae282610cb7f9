"use strict";
document.documentElement.classList.add("scripted");

// The table sorts by any column that is not a picture. Values that are not known come last.
for (const table of document.querySelectorAll(".overview")) {
    const headings = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const sortBy = (heading, direction) => {
        const column = headings.indexOf(heading);
        const sign = direction === "ascending" ? 1 : -1;
        const isText = heading.dataset.kind === "text";
        const valueOf = (row) => row.cells[column].dataset.value;
        const compare = (a, b) => {
            if (isText) return sign * a.localeCompare(b, undefined, { numeric: true });
            if (a === "" || b === "") return (a === "") - (b === "");
            return sign * (Number(a) - Number(b)) || 0;
        };
        body.append(...[...body.rows].sort((a, b) => compare(valueOf(a), valueOf(b))));
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", direction);
    };
    for (const heading of headings.filter((cell) => !cell.classList.contains("picture"))) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = heading.textContent;
        heading.replaceChildren(button);
        button.addEventListener("click", () =>
            sortBy(heading, heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"));
    }
}

const reference = document.getElementById("reference");
const kBlinkMilliseconds = 700;

for (const viewer of document.querySelectorAll(".viewer")) {
    const stage = viewer.querySelector(".stage");
    const layers = Object.fromEntries([...viewer.querySelectorAll(".layer")].map((layer) => [layer.dataset.kind, layer]));
    const buttons = [...viewer.querySelectorAll("[data-mode]")];
    const between = viewer.querySelector("select");
    const divider = viewer.querySelector(".divider");
    const line = viewer.querySelector(".line");
    const places = viewer.querySelector("input[type=checkbox]");
    let timer = 0;

    // The reference is in the file once.
    viewer.querySelector("[data-reference]").src = reference.src;

    const show = (...kinds) => {
        for (const [kind, layer] of Object.entries(layers)) {
            layer.classList.toggle("shown", kinds.includes(kind));
            layer.classList.remove("right");
            layer.style.clipPath = "";
        }
    };
    const divide = () => {
        const [left, right] = between.value.split(" ");
        const at = Number(divider.value);
        show(left, right);
        layers[left].style.clipPath = `inset(0 ${100 - at}% 0 0)`;
        layers[right].style.clipPath = `inset(0 0 0 ${at}%)`;
        layers[right].classList.add("right");
        line.style.left = `${at}%`;
    };
    const setMode = (mode) => {
        clearInterval(timer);
        viewer.dataset.mode = mode;
        for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
        if (mode === "swipe") {
            divide();
        } else if (mode === "blink") {
            const kinds = between.value.split(" ");
            let turn = 0;
            show(kinds[0]);
            timer = setInterval(() => show(kinds[++turn % 2]), kBlinkMilliseconds);
        } else {
            show(mode);
        }
    };
    const showPlaces = () => viewer.classList.toggle("boxed", places.checked);

    for (const button of buttons) button.addEventListener("click", () => setMode(button.dataset.mode));
    between.addEventListener("change", () => setMode(viewer.dataset.mode));
    divider.addEventListener("input", divide);
    places.addEventListener("change", showPlaces);
    const follow = (event) => {
        if (viewer.dataset.mode !== "swipe" || event.buttons === 0) return;
        const area = stage.getBoundingClientRect();
        divider.value = 100 * (event.clientX - area.left) / area.width;
        divide();
    };
    stage.addEventListener("pointerdown", (event) => {
        stage.setPointerCapture(event.pointerId);
        follow(event);
    });
    stage.addEventListener("pointermove", follow);
    stage.addEventListener("dragstart", (event) => event.preventDefault());
    viewer.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target === between) return;
        const modes = { 1: "reference", 2: "image", 3: "map", s: "swipe", b: "blink" };
        const key = event.key.toLowerCase();
        if (modes[key]) {
            setMode(viewer.dataset.mode === modes[key] && key === "b" ? "image" : modes[key]);
        } else if (key === "p") {
            places.checked = !places.checked;
            showPlaces();
        } else if ((key === "arrowleft" || key === "arrowright") && viewer.dataset.mode === "swipe" && event.target !== divider) {
            divider.value = Number(divider.value) + (key === "arrowleft" ? -2 : 2);
            divide();
        } else {
            return;
        }
        event.preventDefault();
    });
    setMode("swipe");
}
