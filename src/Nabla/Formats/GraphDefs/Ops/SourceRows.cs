namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Nodes that pass values on, check them or stand for them.</summary>
static class SourceRows
{
    public static void AddTo(OpTable table)
    {
        // In TensorFlow a variable that is read shares its memory: who uses it later sees what has been assigned by then.
        table.Add("Identity", "T -> T", n => n.Raw(0) is Variable or HandleTensor ? n.Raw(0) : n[0].Identity());
        table.Add("RefIdentity", "&T -> &T", n => n.Raw(0));
        table.Add("IdentityN", "T[] -> T[]", n => Array.ConvertAll(n.All, x => x is HandleTensor ? x : x.Identity()));
        table.Add("Snapshot", "T -> T", n => n[0].Identity());
        table.Add("DeepCopy", "T -> T", n => n[0].Copied());
        table.Add("StopGradient", "T -> T", n => n[0].StopGradient());
        table.Add("GuaranteeConst", "T -> T", n => n[0].StopGradient());
        table.Add("PreventGradient", "T -> T", PreventGradient);
        table.Add("CheckNumerics", "T -> T", n => n[0].CheckNumerics(n.Text("message", "")));
        table.Add("CheckNumericsV2", "T -> T", n => n[0].CheckNumerics(n.Text("message", ""), signedInfinities: true));
        table.Add("EnsureShape", "T -> T", n => n[0].EnsureShape(n.Attributes.Shape("shape")));
        table.Add("ZerosLike", "T -> T", n => n[0] is HandleTensor handle ? TensorListRows.Zeros(handle) : n[0].ZerosLike());
        table.Add("OnesLike", "T -> T", n => n[0].OnesLike());
        table.Add("Empty", "int32 -> dtype", n => Filled(n.Shape(0), n.Type("dtype")));
        table.Add("Fill", "index_type, T -> T", n => n[1].Rank == 0 ? n[1].BroadcastTo(n.Shape(0)).Identity() : throw n.Bad($"the value has the shape {n[1].Shape}: a scalar is expected"));
        table.Add("Cast", "SrcT -> DstT", n => n[0].Cast(n.Type("DstT")));
        table.Add("Bitcast", "T -> type", Bitcast);
        table.Add("Range", "Tidx, Tidx, Tidx -> Tidx", n => Tensor.Arange(n[0], n[1], n[2], n[0].ElementType));
        table.Add("LinSpace", "T, T, Tidx -> T", n => Tensor.Linspace(n[0], n[1], n.Int(2), elementType: n[0].ElementType));
    }

    /// <summary>Memory of the shape; TensorFlow leaves it as it is, here it holds zeros.</summary>
    static Tensor Filled(Shape shape, ElementType type) => type == ElementType.String ? Tensor.Allocate(type, shape) : Tensor.Zeros(shape, type);

    /// <summary>The same bits as another type: where its elements are smaller or larger, with one more or one less axis.</summary>
    static Tensor Bitcast(ImportedCall n)
    {
        var (x, type) = (n[0], n.Type("type"));
        if (x.ElementType.Size == type.Size) return x.View(type);
        if (x.ElementType.Size > type.Size) return x.ExpandDims(-1).View(type);
        if (x.Rank == 0 || x.Shape[^1] * x.ElementType.Size != type.Size) throw n.Bad($"{x.ElementType.Name} {x.Shape} as {type.Name}: a last axis of {type.Size / x.ElementType.Size} is expected");
        return x.View(type).Squeeze(-1);
    }

    static Tensor PreventGradient(ImportedCall n)
    {
        var message = n.Text("message", "");
        return Tensor.CustomGradient(x => (x[0].Identity(), _ => throw new NoGradientException($"PreventGradient: the graph forbids a gradient through '{n.Node.Name}': {message}")), [n[0]]);
    }
}
