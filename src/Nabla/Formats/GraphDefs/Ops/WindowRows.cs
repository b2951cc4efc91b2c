namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Convolution, pooling and images in windows.</summary>
static class WindowRows
{
    const string Convolved = "T, T -> T";

    public static void AddTo(OpTable table)
    {
        foreach (var type in (string[])["Conv2D", "Conv3D"]) table.Add(type, Convolved, n => n[0].Conv(n[1], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        table.Add("DepthwiseConv2dNative", Convolved, n => n[0].DepthwiseConv(n[1], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        foreach (var (type, sizes) in ((string, string)[])[("Conv2DBackpropInput", "int32"), ("Conv3DBackpropInputV2", "Tshape")])
            table.Add(type, $"{sizes}, T, T -> T", n => Tensor.ConvInputGradient(n[0], n[1], n[2], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        foreach (var type in (string[])["Conv2DBackpropFilter", "Conv3DBackpropFilterV2"])
            table.Add(type, "T, int32, T -> T", n => n[0].ConvKernelGradient(n[1], n[2], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        table.Add("DepthwiseConv2dNativeBackpropInput", "int32, T, T -> T", n => Tensor.DepthwiseConvInputGradient(n[0], n[1], n[2], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        table.Add("DepthwiseConv2dNativeBackpropFilter", "T, int32, T -> T", n => n[0].DepthwiseConvKernelGradient(n.Shape(1), n[2], Spatial(n, "strides"), Rule(n), Format(n), Spatial(n, "dilations")));
        AddPools(table);
        table.Add("Dilation2D", Convolved, n => n[0].Dilation2D(n[1], Spatial(n, "strides"), Rule(n), Spatial(n, "rates")));
        table.Add("Dilation2DBackpropInput", "T, T, T -> T", n => n[0].Dilation2DInputGradient(n[1], n[2], Spatial(n, "strides"), Rule(n), Spatial(n, "rates")));
        table.Add("Dilation2DBackpropFilter", "T, T, T -> T", n => n[0].Dilation2DFilterGradient(n[1], n[2], Spatial(n, "strides"), Rule(n), Spatial(n, "rates")));
        table.Add("ExtractImagePatches", "T -> T", n => n[0].ExtractPatches(Spatial(n, "ksizes"), Spatial(n, "strides"), Spatial(n, "rates"), Rule(n)));
        table.Add("ExtractVolumePatches", "T -> T", n => n[0].ExtractPatches(Spatial(n, "ksizes"), Spatial(n, "strides"), padding: Rule(n)));
        AddResizing(table);
    }

    static void AddResizing(OpTable table)
    {
        table.Add("ResizeBicubic", "T, int32 -> float32", n => n[0].Cast(ElementType.Float32).ResizeBicubic(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers")));
        table.Add("ResizeArea", "T, int32 -> float32", n => n[0].Cast(ElementType.Float32).ResizeArea(Size(n), n.Flag("align_corners")));
        table.Add("ResizeBilinearGrad", "float32, T -> T", n => n[1].ResizeBilinearGradient(n[0], n.Flag("align_corners"), n.Flag("half_pixel_centers")));
        table.Add("ResizeNearestNeighborGrad", "T, int32 -> T", n => Tensor.Zeros([n[0].Shape[0], Size(n)[0], Size(n)[1], n[0].Shape[3]], n[0].ElementType).ResizeNearestNeighborGradient(n[0], n.Flag("align_corners"), n.Flag("half_pixel_centers")));
        table.Add("ResizeNearestNeighbor", "T, int32 -> T", n => n[0].ResizeNearestNeighbor(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers")));
        table.Add("ResizeBilinear", "T, int32 -> float32", n => (n[0].ElementType == ElementType.Float32 ? n[0] : n[0].Cast(ElementType.Float32)).ResizeBilinear(Size(n), n.Flag("align_corners"), n.Flag("half_pixel_centers")));
    }

    static void AddPools(OpTable table)
    {
        foreach (var type in (string[])["MaxPool", "MaxPool3D"]) table.Add(type, "T -> T", n => n[0].MaxPool(Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), Format(n)));
        foreach (var type in (string[])["AvgPool", "AvgPool3D"]) table.Add(type, "T -> T", n => n[0].AveragePool(Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), Format(n)));
        foreach (var type in (string[])["AvgPoolGrad", "AvgPool3DGrad"]) table.Add(type, "int32, T -> T", n => Tensor.AveragePoolGradient(n[0], n[1], Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), Format(n)));
        foreach (var (type, signature) in ((string, string)[])[("MaxPoolGrad", "T, T, T -> T"), ("MaxPool3DGrad", "TInput, TInput, T -> T")])
            table.Add(type, signature, n => n[0].MaxPoolGradient(n[2], Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), Format(n)));
        foreach (var (type, signature) in ((string, string)[])[("MaxPoolGradGrad", "T, T, T -> T"), ("MaxPool3DGradGrad", "T, T, T -> T")])
            table.Add(type, signature, n => n[0].MaxPoolRead(n[2], Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), Format(n)));
        table.Add("MaxPoolV2", "T, int32, int32 -> T", n => n[0].MaxPool(Inner(n, n.Longs(1), "ksize"), Inner(n, n.Longs(2), "strides"), Rule(n), Format(n)));
        table.Add("MaxPoolGradV2", "T, T, T, int32, int32 -> T", n => n[0].MaxPoolGradient(n[2], Inner(n, n.Longs(3), "ksize"), Inner(n, n.Longs(4), "strides"), Rule(n), Format(n)));
        table.Add("MaxPoolWithArgmax", "T -> output:T, argmax:Targmax=int64", n => n[0].MaxPoolWithPlaces(Spatial(n, "ksize"), Spatial(n, "strides"), Rule(n), n.Type("Targmax", ElementType.Int64), n.Flag("include_batch_in_index")) is var (values, places) ? [values, places] : []);
    }

    /// <summary>Where the channels lie.</summary>
    internal static DataFormat Format(ImportedCall n) => BinaryRows.IsChannelsFirst(n) ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;

    /// <summary>The spatial part of an attribute that has a number for each axis.</summary>
    internal static Extent Spatial(ImportedCall n, string name)
    {
        var numbers = n.Ints(name, []);
        return numbers.Length == 0 ? (name is "dilations" or "rates" ? 1 : throw n.Bad($"the attribute '{name}' is empty")) : Inner(n, numbers, name);
    }

    static Extent Inner(ImportedCall n, long[] numbers, string name)
    {
        var isFirst = BinaryRows.IsChannelsFirst(n);
        if (numbers.Length < 3 || numbers[0] != 1 || numbers[isFirst ? 1 : ^1] != 1) throw n.Bad($"'{name}' is [{string.Join(", ", numbers)}]: 1 for the batch and 1 for the channels are expected");
        return Extent.Create([.. (isFirst ? numbers[2..] : numbers[1..^1]).Select(number => checked((int)number))]);
    }

    /// <summary>The padding rule, or the widths.</summary>
    internal static Padding Rule(ImportedCall n)
    {
        if (n.Attributes.Choice("padding", "VALID", "VALID", "SAME", "EXPLICIT") is var word && word != "EXPLICIT") return Padding.FromName(word);
        var widths = n.Ints("explicit_paddings", []);
        if (widths.Length < 6 || widths.Length % 2 != 0) throw n.Bad($"explicit paddings [{string.Join(", ", widths)}]: two for each axis are expected");
        var pairs = widths.Chunk(2).Select(pair => (checked((int)pair[0]), checked((int)pair[1]))).ToArray();
        return Padding.Explicit(Format(n) == DataFormat.ChannelsLast ? pairs[1..^1] : pairs[2..]);
    }

    static Extent Size(ImportedCall n) => Extent.Create(n.Ints(1));
}
