namespace Nabla.Goldens.Ops;

/// <summary>Convolutions of keras.ops.nn.</summary>
static class ConvolutionRows
{
    public static void Add(OpTable table)
    {
        table["conv(inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1)"] = call =>
            call.Tensor("inputs").Conv(call.Tensor("kernel"), Numbers(call, "strides"), Rule(call), Format(call), Numbers(call, "dilation_rate"));
        table["depthwise_conv(inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1)"] = call =>
            call.Tensor("inputs").DepthwiseConv(call.Tensor("kernel"), Numbers(call, "strides"), Rule(call), Format(call), Numbers(call, "dilation_rate"));
        table["separable_conv(inputs, depthwise_kernel, pointwise_kernel, strides=1, padding='valid', data_format=None, dilation_rate=1)"] = call =>
            call.Tensor("inputs").SeparableConv(call.Tensor("depthwise_kernel"), call.Tensor("pointwise_kernel"), Numbers(call, "strides"), Rule(call), Format(call), Numbers(call, "dilation_rate"));
        table["conv_transpose(inputs, kernel, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1)"] = call =>
            call.Tensor("inputs").ConvTranspose(call.Tensor("kernel"), Numbers(call, "strides"), Rule(call), Numbers(call, "output_padding"), Format(call), Numbers(call, "dilation_rate"));
    }

    /// <summary>One number or one for each spatial axis; null for none.</summary>
    internal static Extent? Numbers(Call call, string name) => call.IntsOrNull(name) is { } numbers ? Extent.Create(numbers) : null;

    /// <summary>The word for the padding.</summary>
    internal static Padding Rule(Call call) => Padding.FromName(call.Text("padding"));

    /// <summary>The word for the order of the channels; last where there is none.</summary>
    internal static DataFormat Format(Call call) => call.TextOrNull("data_format") == "channels_first" ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;
}
