namespace Nabla.Tests.Catalog;

/// <summary>Blocks, patches and resized images: elements moved or mixed linearly.</summary>
static class PatchCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("depth to space", x => x[0].DepthToSpace(2), x => [.. Picked(x[0], 0, 1, 4, 5, 2, 3, 6, 7)], [1, 1, 2, 4]),
        Case("depth to space, channels first", x => x[0].DepthToSpace(2, DataFormat.ChannelsFirst), x => [.. Picked(x[0], 0, 2, 4, 6, 1, 3, 5, 7)], [1, 4, 2, 1]),
        Case("space to depth", x => x[0].SpaceToDepth(2), x => [.. Picked(x[0], 0, 1, 4, 5, 2, 3, 6, 7)], [1, 2, 4, 1]),
        Case("space to batch", x => x[0].SpaceToBatch([2, 1], (1, 0), (0, 0)), x => [0, 0, x[0][2], x[0][3], x[0][0], x[0][1], x[0][4], x[0][5]], [1, 3, 2]),
        Case("batch to space", x => x[0].BatchToSpace([2, 1], (1, 0), (0, 1)), x => [.. Picked(x[0], 4, 2, 6)], [2, 2, 2]),
        Case("patches of sequences", x => x[0].ExtractPatches(2, 1), x => [.. Picked(x[0], 0, 1, 2, 3, 2, 3, 4, 5)], [1, 3, 2]),
        Case("patches of images, same, strides, rates", x => x[0].ExtractPatches([2, 2], 2, [2, 1], Padding.Same), null, [1, 3, 3, 2]),
        Case("patches of one image", x => x[0].ExtractPatches([2, 1]), x => [.. Picked(x[0], 0, 2, 1, 3)], [2, 2, 1]),
        Case("unfold", x => x[0].Unfold(2, padding: 1), null, [1, 2, 2, 3]),
        Case("fold", x => x[0].Fold(3, 2), x => [x[0][0], x[0][1] + x[0][4], x[0][5], x[0][2] + x[0][8], x[0][3] + x[0][6] + x[0][9] + x[0][12], x[0][7] + x[0][13], x[0][10], x[0][11] + x[0][14], x[0][15]], [1, 4, 4]),
        Case("resize to the nearest", x => x[0].ResizeNearestNeighbor([3, 1]), x => [x[0][0], x[0][0], x[0][2]], [1, 2, 2, 1]),
        Case("resize linearly", x => x[0].ResizeBilinear([1, 4]), x => [x[0][0], (x[0][0] + x[0][1]) / 2, x[0][1], x[0][1]], [1, 1, 2, 1]),
        Case("resize linearly, half pixels", x => x[0].ResizeBilinear([3, 2], halfPixelCenters: true), null, [1, 2, 3, 1]),
        Case("resize linearly, corners", x => x[0].ResizeBilinear(3, alignCorners: true), null, [1, 2, 2, 2]),
        Case("resize by cubics", x => x[0].ResizeBicubic([2, 5], halfPixelCenters: true), null, [1, 2, 3, 1]),
        Case("resize by area", x => x[0].ResizeArea([1, 2]), x => [((2 * x[0][0]) + x[0][1] + (2 * x[0][3]) + x[0][4]) / 6, (x[0][1] + (2 * x[0][2]) + x[0][4] + (2 * x[0][5])) / 6], [1, 2, 3, 1]) with { Tolerance = 1e-6 },
        Case("resize to the nearest, gradient", x => Tensor.Zeros([1, 1, 2, 1], ElementType.Float64).ResizeNearestNeighborGradient(x[0]), x => [x[0][0] + x[0][1], x[0][2] + x[0][3]], [1, 1, 4, 1]),
        Case("resize linearly, gradient", x => Tensor.Zeros([1, 1, 2, 1], ElementType.Float64).ResizeBilinearGradient(x[0]), x => [x[0][0] + (x[0][1] / 2), (x[0][1] / 2) + x[0][2] + x[0][3]], [1, 1, 4, 1]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes };

    static IEnumerable<double> Picked(double[] x, params int[] places) => places.Select(place => x[place]);
}
