import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import { type DrawnEdge, type Drawing, type DrawnNode, PLAIN_ABOVE } from "../draw/drawn";
import { FONT, LabelPainter } from "../draw/labels";
import { mix, type Palette } from "../draw/palette";
import { NO_RING, shapeProgram } from "../draw/shape-program";
import type { Point, Positions } from "../model/types";
import { type Light, lightOf } from "./light";
import { type Marks, NO_MARKS } from "./marks";
import { extentOf, scaleFor } from "./stage-box";
import { bindEvents, SILENT, type StageHandlers } from "./stage-events";

const CROWD = 120;
const LABEL_ROOM = 0.1;
const QUICK = 140;
/** From here on nodes are drawn as points, and smaller. */
const MANY = 2000;
const SMALL = 0.6;

/** The canvas: a graphology graph in the shape of what is drawn, and Sigma over it. */
export class Stage {
  graph = new MultiDirectedGraph();
  readonly sigma: Sigma;
  handlers: StageHandlers | null = null;
  private marks = NO_MARKS;
  private light: Light | null = null;
  private readonly palette: Palette;
  private readonly still: boolean;
  readonly labels: LabelPainter;
  private scale: number;

  constructor(container: HTMLElement, palette: Palette, still: boolean) {
    this.palette = palette;
    this.still = still;
    this.labels = new LabelPainter(palette);
    this.scale = scaleFor(container);
    this.sigma = new Sigma(this.graph, container, {
      nodeProgramClasses: { shape: shapeProgram(palette.background, false), crowd: shapeProgram(palette.background, true) },
      edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram, plain: EdgeLineProgram },
      defaultNodeType: "shape",
      defaultDrawNodeLabel: this.labels.label,
      defaultDrawNodeHover: this.labels.hover,
      nodeReducer: (id, data) => this.nodeLook(id, data as unknown as DrawnNode & Point & { kind: string }),
      edgeReducer: (key, data) => this.edgeLook(key, data as unknown as DrawnEdge),
      labelFont: FONT,
      labelSize: 12,
      labelWeight: "500",
      labelDensity: 0.7,
      labelGridCellSize: 110,
      edgeLabelFont: FONT,
      edgeLabelSize: 11,
      edgeLabelColor: { color: palette.dim },
      renderEdgeLabels: true,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      stagePadding: 56,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 8,
      minEdgeThickness: 1,
      allowInvalidContainer: true,
      inertiaDuration: still ? 0 : 160,
      zoomDuration: still ? 0 : QUICK,
    });
    this.sigma.on("beforeRender", () => this.labels.begin());
    bindEvents(this.sigma, () => this.handlers ?? SILENT);
  }

  /** Draws this and nothing else, each node at its place. */
  show({ nodes, edges }: Drawing, positions: Positions): void {
    // Sigma takes in a whole graph at once far sooner than node after node.
    const graph = new MultiDirectedGraph();
    for (const { id, type, ...node } of nodes) {
      const at = positions.get(id) ?? { x: 0, y: 0 };
      graph.addNode(id, { ...node, id, kind: type, type: "shape", x: at.x, y: at.y });
    }
    const plain = edges.length > PLAIN_ABOVE;
    for (const edge of edges) {
      graph.addDirectedEdgeWithKey(edge.key, edge.source, edge.target, { ...edge, type: plain ? "plain" : edge.directed ? "arrow" : "line" });
    }
    this.graph = graph;
    this.light = lightOf(graph, this.marks);
    this.sigma.setSettings({
      labelRenderedSizeThreshold: nodes.length <= CROWD ? 0 : nodes.length <= 600 ? 6 : 5,
      enableEdgeEvents: !plain,
      hideEdgesOnMove: plain,
      hideLabelsOnMove: nodes.length > MANY,
    });
    this.sigma.setGraph(graph);
  }

  /** After its box has changed. */
  resize(): void {
    this.scale = scaleFor(this.sigma.getContainer());
    this.sigma.resize();
    this.sigma.refresh();
  }

  mark(marks: Marks): void {
    this.marks = marks;
    this.light = lightOf(this.graph, marks);
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Moves nodes to `x, y` pairs in the order of the ids; those in `held` stay. */
  place(ids: readonly string[], places: Float32Array, held: ReadonlySet<string>): void {
    const at = new Map(ids.map((id, index) => [id, index]));
    this.graph.updateEachNodeAttributes((id, data) => {
      const index = at.get(id);
      if (index === undefined || held.has(id)) return data;
      return { ...data, x: places[index * 2] ?? 0, y: places[index * 2 + 1] ?? 0 };
    }, { attributes: ["x", "y"] });
  }

  positions(): Map<string, Point> {
    return new Map(this.graph.mapNodes((id, { x, y }) => [id, { x: x as number, y: y as number }]));
  }

  /** Frames all that is drawn; from then on the frame stands, whatever is added. */
  fit(): void {
    const box = this.graph.order === 0 ? null : extentOf(this.positions().values());
    // Labels stand to the right of their nodes.
    if (box !== null) box.x[1] += LABEL_ROOM * (box.x[1] - box.x[0]);
    this.sigma.setCustomBBox(box);
    this.sigma.refresh();
    void this.sigma.getCamera().animatedReset({ duration: this.still ? 0 : QUICK });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: this.still ? 0 : QUICK });
  }

  /** Brings a node into sight where it is not. */
  reveal(id: string): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (data === undefined) return;
    const { width, height } = this.sigma.getDimensions();
    const at = this.sigma.framedGraphToViewport(data);
    if (at.x > 24 && at.y > 24 && at.x < width - 24 && at.y < height - 24) return;
    void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: this.still ? 0 : QUICK });
  }

  kill(): void {
    this.sigma.kill();
  }

  private nodeLook(id: string, data: DrawnNode & Point & { kind: string }): Partial<NodeDisplayData> & Record<string, unknown> {
    const { marks, light, palette } = this;
    const crowd = this.graph.order > MANY;
    const dimmed = light !== null && !light.nodes.has(id);
    const focused = id === marks.node || id === marks.hovered;
    const ring =
      id === marks.node ? palette.text : marks.caught.has(id) || id === marks.end || marks.pathNodes.has(id) ? palette.picked : data.pinned ? palette.dim : NO_RING;
    return {
      ...data,
      type: crowd ? "crowd" : "shape",
      color: dimmed ? mix(data.color, palette.background, 0.8) : data.color,
      label: dimmed ? null : data.label,
      count: dimmed ? "" : data.count,
      size: data.size * this.scale * (crowd ? SMALL : 1),
      focused,
      weight: data.group || focused ? "600" : "500",
      labelColour: data.group || data.kind === "paper" ? palette.text : palette.dim,
      ring: dimmed ? NO_RING : ring,
      forceLabel: !dimmed && (data.group || focused || (light !== null && light.nodes.size <= 24)),
      highlighted: id === marks.hovered,
      zIndex: focused ? 3 : dimmed ? 0 : 2,
    };
  }

  private edgeLook(key: string, data: DrawnEdge): Partial<EdgeDisplayData> & Record<string, unknown> {
    const { light, palette, marks } = this;
    const lit = light?.edges.has(key) === true;
    if (!lit) return { ...data, color: light === null ? data.color : mix(data.color, palette.background, 0.72), label: null, zIndex: 0 };
    const strong = marks.edge === key || marks.pathEdges.has(key);
    return {
      ...data,
      color: strong ? palette.picked : mix(data.color, palette.text, 0.42),
      size: data.size + (strong ? 1.6 : 0.6),
      label: (light?.edges.size ?? 0) <= 16 ? data.words : null,
      forceLabel: true,
      zIndex: 2,
    };
  }
}
