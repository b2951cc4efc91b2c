namespace Nabla.Tests.Operations;

/// <summary>TensorFlow's node types as calls of operations.</summary>
static class NodeTable
{
    public static Dictionary<string, Func<GoldenNode, Tensor[]>> Run { get; } = new(StringComparer.Ordinal)
    {
        ["Conv2D"] = n => [n.Feeds["input"].Conv(n.Feeds["filter"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["Conv3D"] = n => [n.Feeds["input"].Conv(n.Feeds["filter"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["DepthwiseConv2dNative"] = n => [n.Feeds["input"].DepthwiseConv(n.Feeds["filter"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["Conv2DBackpropInput"] = n => [Tensor.ConvInputGradient(Sizes(n), n.Feeds["filter"], n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["Conv3DBackpropInputV2"] = n => [Tensor.ConvInputGradient(Sizes(n), n.Feeds["filter"], n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["Conv2DBackpropFilter"] = n => [n.Feeds["input"].ConvKernelGradient(Sizes(n), n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["DepthwiseConv2dNativeBackpropInput"] = n => [Tensor.DepthwiseConvInputGradient(Sizes(n), n.Feeds["filter"], n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["DepthwiseConv2dNativeBackpropFilter"] = n => [n.Feeds["input"].DepthwiseConvKernelGradient(n.Outputs[0].Shape, n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["MaxPool"] = n => [n.Feeds["input"].MaxPool(n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["MaxPool3D"] = n => [n.Feeds["input"].MaxPool(n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["AvgPool"] = n => [n.Feeds["value"].AveragePool(n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["AvgPool3D"] = n => [n.Feeds["input"].AveragePool(n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["MaxPoolWithArgmax"] = n => n.Feeds["input"].MaxPoolWithPlaces(n.Spatial("ksize"), n.Spatial("strides"), n.Padding, includeBatch: n.Flag("include_batch_in_index")) is var (values, places) ? [values, places] : [],
        ["AvgPoolGrad"] = n => [Tensor.AveragePoolGradient(Sizes(n), n.Feeds["grad"], n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["MaxPoolGrad"] = n => [n.Feeds["orig_input"].MaxPoolGradient(n.Feeds["grad"], n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["Dilation2D"] = n => [n.Feeds["input"].Dilation2D(n.Feeds["filter"], n.Spatial("strides"), n.Padding, n.Spatial("rates"))],
        ["FusedBatchNorm"] = FusedBatchNorm,
        ["FusedBatchNormV2"] = FusedBatchNorm,
        ["FusedBatchNormV3"] = FusedBatchNorm,
        ["LRN"] = n => [n.Feeds["input"].LocalResponseNormalization((int)n.Number("depth_radius"), n.Number("bias"), n.Number("alpha"), n.Number("beta"))],
        ["DepthToSpace"] = n => [n.Feeds["input"].DepthToSpace((int)n.Number("block_size"), n.Format)],
        ["SpaceToDepth"] = n => [n.Feeds["input"].SpaceToDepth((int)n.Number("block_size"), n.Format)],
        ["ExtractImagePatches"] = n => [n.Feeds["images"].ExtractPatches(n.Spatial("ksizes"), n.Spatial("strides"), n.Spatial("rates"), n.Padding)],
        ["ResizeNearestNeighbor"] = n => [n.Feeds["images"].ResizeNearestNeighbor(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers"))],
        ["ResizeBilinear"] = n => [n.Feeds["images"].ResizeBilinear(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers"))],
        ["ResizeBicubic"] = n => [n.Feeds["images"].ResizeBicubic(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers"))],
        ["ResizeArea"] = n => [n.Feeds["images"].ResizeArea(Size(n), n.Flag("align_corners"))],
        ["ResizeNearestNeighborGrad"] = n => [Tensor.Zeros(n.Outputs[0].Shape).ResizeNearestNeighborGradient(n.Feeds.Values.First(), n.Flag("align_corners"), n.Flag("half_pixel_centers"))],
        ["ResizeBilinearGrad"] = n => [Tensor.Zeros(n.Outputs[0].Shape).ResizeBilinearGradient(n.Feeds.Values.First(), n.Flag("align_corners"), n.Flag("half_pixel_centers"))],
        ["AvgPool3DGrad"] = n => [Tensor.AveragePoolGradient(Sizes(n), n.Feeds["grad"], n.Spatial("ksize"), n.Spatial("strides"), n.Padding, n.Format)],
        ["Conv3DBackpropFilterV2"] = n => [n.Feeds["input"].ConvKernelGradient(Sizes(n), n.Feeds["out_backprop"], n.Spatial("strides"), n.Padding, n.Format, n.Spatial("dilations"))],
        ["ExtractVolumePatches"] = n => [n.Feeds["input"].ExtractPatches(n.Spatial("ksizes"), n.Spatial("strides"), padding: n.Padding)],
        ["LRNGrad"] = n => [n.Feeds["input_image"].LocalResponseNormalizationGradient(n.Feeds["output_image"], n.Feeds["input_grads"], (int)n.Number("depth_radius"), n.Number("bias"), n.Number("alpha"), n.Number("beta"))],
        ["InTopK"] = n => [n.Feeds["targets"].InTopK(n.Feeds["predictions"], (int)n.Number("k"))],
        ["CTCLoss"] = n => [Tensor.SparseCtcLoss(n.Feeds["inputs"], n.Feeds["labels_indices"], n.Feeds["labels_values"], n.Feeds["sequence_length"], n.Flag("preprocess_collapse_repeated"), n.Flag("ctc_merge_repeated"), n.Flag("ignore_longer_outputs_than_inputs")).Loss],
        ["CTCGreedyDecoder"] = n => n.Feeds["inputs"].SparseCtcGreedyDecoder(n.Feeds["sequence_length"], n.Flag("merge_repeated"), (int)n.Number("blank_index")) is var d ? [d.Indices, d.Values, d.DenseShape, d.Score] : [],
        ["LSTMBlockCell"] = n => States(n.Feeds["x"].LstmBlockCell(n.Feeds["cs_prev"], n.Feeds["h_prev"], n.Feeds["w"], n.Feeds["b"], Peephole(n, "wci"), Peephole(n, "wcf"), Peephole(n, "wco"), n.Number("forget_bias"), n.Number("cell_clip"))),
        ["BlockLSTMV2"] = n => States(n.Feeds["x"].BlockLstm(n.Feeds["cs_prev"], n.Feeds["h_prev"], n.Feeds["w"], n.Feeds["b"], cellClip: n.Number("cell_clip"))),
        ["GRUBlockCell"] = n => n.Feeds["x"].GruBlockCell(n.Feeds["h_prev"], n.Feeds["w_ru"], n.Feeds["w_c"], n.Feeds["b_ru"], n.Feeds["b_c"]) is var s ? [s.ResetGate, s.UpdateGate, s.Candidate, s.Hidden] : [],
    };

    static Tensor[] States(LstmStates s) => [s.InputGate, s.Cell, s.ForgetGate, s.OutputGate, s.Candidate, s.CellOutput, s.Hidden];

    static Tensor? Peephole(GoldenNode node, string name) => node.Flag("use_peephole") ? node.Feeds[name] : null;

    static Extent Size(GoldenNode node) => node.IsError ? [0, 2] : [(int)node.Outputs[0].Shape[1], (int)node.Outputs[0].Shape[2]];

    static Tensor Sizes(GoldenNode node) => Tensor.Constant(node.Outputs[0].Shape.ToArray());

    static Tensor[] FusedBatchNorm(GoldenNode node)
    {
        var f = node.Feeds["x"].FusedBatchNorm(node.Feeds["scale"], node.Feeds["offset"], node.Feeds["mean"], node.Feeds["variance"], node.Number("epsilon"),
            node.Number("exponential_avg_factor"), node.Flag("is_training"), node.Format);
        return [f.Y, f.Mean, f.Variance];
    }
}
