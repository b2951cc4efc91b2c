using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes convolution and pooling, channels last.</summary>
static class WindowWriters
{
    public static bool Write(NodeWriter w) => w.Op switch
    {
        Convolution c when c.Steps.Axes is 2 or 3 => w.Give(c.Steps.Axes == 2 ? "Conv2D" : "Conv3D", Attributes(w, c.Steps.Strides, c.Steps.Padding, ("dilations", Whole(c.Steps.Dilations)))),
        ConvolutionInputGradient c when c.Steps.Axes is 2 or 3 => InputGradient(w, c),
        ConvolutionKernelGradient c when c.Steps.Axes is 2 or 3 => w.Give(
            c.Steps.Axes == 2 ? "Conv2DBackpropFilter" : "Conv3DBackpropFilterV2",
            [w[0], c.BySizes ? w[1] : w.ShapeOf(w[1], w.Type(1)), w[2]],
            Attributes(w, c.Steps.Strides, c.Steps.Padding, ("dilations", Whole(c.Steps.Dilations)))),
        MaxPool p when p.Steps.Strides.Count is 2 or 3 => w.Give(p.Steps.Strides.Count == 2 ? "MaxPool" : "MaxPool3D", Attributes(w, p.Steps.Strides, p.Steps.Padding, ("ksize", Whole(p.Steps.Window)))),
        AveragePool p when p.Steps.Strides.Count is 2 or 3 => w.Give(p.Steps.Strides.Count == 2 ? "AvgPool" : "AvgPool3D", Attributes(w, p.Steps.Strides, p.Steps.Padding, ("ksize", Whole(p.Steps.Window)))),
        _ => false,
    };

    static bool InputGradient(NodeWriter w, ConvolutionInputGradient c)
    {
        var sizes = c.BySizes ? w[0] : w.ShapeOf(w[0], w.Type());
        (string, Protobuf.AttrValue)[] attributes = [.. Attributes(w, c.Steps.Strides, c.Steps.Padding, ("dilations", Whole(c.Steps.Dilations))), .. c.Steps.Axes == 3 ? [("Tshape", AttrValues.Of(ElementType.Int32))] : Array.Empty<(string, Protobuf.AttrValue)>()];
        attributes[0] = ("T", AttrValues.Of(w.Type(1)));
        return w.Give(c.Steps.Axes == 2 ? "Conv2DBackpropInput" : "Conv3DBackpropInputV2", [sizes, w[1], w[2]], attributes);
    }

    static (string, Protobuf.AttrValue)[] Attributes(NodeWriter w, Extent strides, Padding padding, (string, Protobuf.AttrValue) own)
    {
        var widths = padding.Widths(strides.Count);
        return
        [
            ("T", AttrValues.Of(w.Type())),
            ("strides", Whole(strides)),
            ("padding", AttrValues.Of(padding.IsSame ? "SAME" : widths is null ? "VALID" : "EXPLICIT")),
            ("data_format", AttrValues.Of(strides.Count == 2 ? "NHWC" : "NDHWC")),
            own,
            .. widths is null ? Array.Empty<(string, Protobuf.AttrValue)>() : [("explicit_paddings", AttrValues.Of([0L, 0, .. widths, 0, 0]))],
        ];
    }

    /// <summary>A number for each axis: 1 for the batch and the channels.</summary>
    static Protobuf.AttrValue Whole(Extent extent) => AttrValues.Of([1L, .. extent.ToLongs(), 1]);
}
