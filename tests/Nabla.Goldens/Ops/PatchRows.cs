namespace Nabla.Goldens.Ops;

/// <summary>Blocks, patches and sliding windows of keras.ops.</summary>
static class PatchRows
{
    public static void Add(OpTable table)
    {
        table["depth_to_space(x, block_size, data_format=None)"] = call => call.Tensor("x").DepthToSpace(call.Int("block_size"), ConvolutionRows.Format(call));
        table["space_to_depth(x, block_size, data_format=None)"] = call => call.Tensor("x").SpaceToDepth(call.Int("block_size"), ConvolutionRows.Format(call));
        table["unfold(input, kernel_size, dilation=1, padding=0, stride=1)"] = call =>
            call.Tensor("input").Unfold(ConvolutionRows.Numbers(call, "kernel_size")!, ConvolutionRows.Numbers(call, "dilation"), ConvolutionRows.Numbers(call, "padding"), ConvolutionRows.Numbers(call, "stride"));
        table["fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)"] = call =>
            call.Tensor("input").Fold(ConvolutionRows.Numbers(call, "output_size")!, ConvolutionRows.Numbers(call, "kernel_size")!, ConvolutionRows.Numbers(call, "dilation"), ConvolutionRows.Numbers(call, "padding"), ConvolutionRows.Numbers(call, "stride"));
        table["image.extract_patches(images, size, strides=None, dilation_rate=1, padding='valid', data_format=None)"] = call => Patches(call, "images", 2);
        table["image.extract_patches_3d(volumes, size, strides=None, dilation_rate=1, padding='valid', data_format=None)"] = call => Patches(call, "volumes", 3);
    }

    static Tensor Patches(Call call, string name, int sides)
    {
        var size = ConvolutionRows.Numbers(call, "size")!;
        return call.Tensor(name).ExtractPatches(size.Count == 1 ? Extent.Create([.. Enumerable.Repeat(size[0], sides)]) : size, ConvolutionRows.Numbers(call, "strides"),
            ConvolutionRows.Numbers(call, "dilation_rate"), ConvolutionRows.Rule(call), ConvolutionRows.Format(call));
    }
}
