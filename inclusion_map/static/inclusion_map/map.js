// The list has everything and the drawn map is there without this file. It offers the same map to move about in, and
// loads what that takes only when somebody asks for it.

const holder = document.querySelector("[data-map]");
const button = document.querySelector("[data-map-button]");
const status = document.querySelector("[data-map-status]");

const load = (tag, attributes) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });

const popup = (place) => {
  const box = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href: place.url, textContent: place.name, lang: place.language });
  const sentence = Object.assign(document.createElement("p"), { textContent: place.sentence });
  box.append(link, sentence);
  return box;
};

const draw = (data) => {
  const { L } = window;
  const drawn = holder.querySelector("svg");
  const canvas = document.createElement("div");
  canvas.className = "ds-map ds-map--moving";
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", holder.dataset.name);
  drawn.replaceWith(canvas);
  // The wheel and one finger scroll the page, as they do everywhere else on it. Nothing fades or glides.
  const still = { fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false, inertia: false };
  const map = L.map(canvas, { ...still, scrollWheelZoom: false, dragging: !L.Browser.mobile, zoomControl: false, attributionControl: false, zoomSnap: 0.25 });
  L.control.zoom({ zoomInTitle: holder.dataset.zoomIn, zoomOutTitle: holder.dataset.zoomOut }).addTo(map);
  if (holder.dataset.tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(holder.dataset.tiles, { attribution: holder.dataset.attribution, maxZoom: 19 }).addTo(map);
  }
  const colour = (name) => getComputedStyle(holder).getPropertyValue(name).trim();
  const of = (layer) => ({ type: "FeatureCollection", features: data.features.filter((one) => one.properties.layer === layer) });
  const under = holder.dataset.tiles ? 0 : 1;
  L.geoJSON(of("borough"), { interactive: false, style: { color: colour("--ds-brand"), weight: 2, fillColor: "#fff", fillOpacity: under } }).addTo(map);
  L.geoJSON(of("ward"), { interactive: false, style: { color: colour("--ds-border"), weight: 1, fill: false } }).addTo(map);
  L.geoJSON(of("here"), {
    pointToLayer: (_feature, point) => L.circleMarker(point, { interactive: false, color: colour("--ds-ink"), weight: 3, fill: false, radius: 6 }),
  }).addTo(map);
  const places = L.geoJSON(of("place"), {
    pointToLayer: ({ properties }, point) =>
      L.marker(point, {
        icon: L.divIcon({ className: "ds-pin", html: String(properties.number), iconSize: [32, 32] }),
        alt: `${properties.number}. ${properties.name}`,
        title: `${properties.number}. ${properties.name}`,
        riseOnHover: true,
      }).bindPopup(() => popup(properties)),
  }).addTo(map);
  map.fitBounds(places.getBounds(), { paddingTopLeft: [56, 28], paddingBottomRight: [28, 28], maxZoom: 15 });
  return canvas;
};

const show = async () => {
  button.disabled = true;
  try {
    const [response] = await Promise.all([
      fetch(holder.dataset.map),
      load("link", { rel: "stylesheet", href: holder.dataset.styles }),
      load("script", { src: holder.dataset.script }),
    ]);
    const canvas = draw(await response.json());
    button.remove();
    status.textContent = status.dataset.shown;
    canvas.focus();
  } catch {
    button.disabled = false;
    status.textContent = status.dataset.failed;
  }
};

if (holder && button) {
  button.hidden = false;
  button.addEventListener("click", show);
}
