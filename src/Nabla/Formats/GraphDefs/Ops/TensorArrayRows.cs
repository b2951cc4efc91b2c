namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>TensorArray and stack: what loops of TensorFlow 1 write and read.</summary>
static class TensorArrayRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("TensorArrayV3", "int32 -> handle:resource, flow:float32", Make, Effect.WritesState);
        table.Add("TensorArrayGradV3", "resource, float32 -> grad_handle:resource, flow_out:float32", Gradient, Effect.WritesState);
        table.Add("TensorArrayWriteV3", "resource, int32, T, float32 -> float32", Write, Effect.WritesState);
        table.Add("TensorArrayReadV3", "resource, int32, float32 -> dtype", n => Array(n).Read(n.Long(1)).Identity(), Effect.WritesState);
        table.Add("TensorArrayGatherV3", "resource, int32, float32 -> dtype", Gather, Effect.WritesState);
        table.Add("TensorArrayScatterV3", "resource, int32, T, float32 -> float32", Scatter, Effect.WritesState);
        table.Add("TensorArrayConcatV3", "resource, float32 -> value:dtype, lengths:int64", Concatenate, Effect.WritesState);
        table.Add("TensorArraySplitV3", "resource, T, int64, float32 -> float32", Split, Effect.WritesState);
        table.Add("TensorArraySizeV3", "resource, float32 -> int32", n => Tensor.Constant(Array(n).Size), Effect.ReadsState);
        table.Add("TensorArrayCloseV3", "resource ->", _ => { }, Effect.WritesState);
        table.Add("StackV2", "int32 -> resource", n => new HandleTensor(ElementType.Resource, new StackState(n.Node.Name, n.Long(0))), Effect.WritesState);
        table.Add("StackPushV2", "resource, T -> T", Push, Effect.WritesState);
        table.Add("StackPopV2", "resource -> elem_type", n => n.Handle<StackState>(0).Pop(), Effect.WritesState);
        table.Add("StackCloseV2", "resource ->", _ => { }, Effect.WritesState);
    }

    static TensorArrayState Array(ImportedCall n) => n.Handle<TensorArrayState>(0);

    static Tensor[] Make(ImportedCall n)
    {
        var size = n.Long(0);
        if (size is < 0 or > 1 << 24) throw n.Bad($"a size of {size}: 0 or more is expected");
        var state = new TensorArrayState(n.Node.Name, n.Type("dtype"), n.Attributes.Shape("element_shape", Shape.AnyRank), size, n.Flag("dynamic_size"), n.Flag("clear_after_read", true));
        return [new HandleTensor(ElementType.Resource, state), Tensor.Constant(0f)];
    }

    static Tensor[] Gradient(ImportedCall n) => [new HandleTensor(ElementType.Resource, Array(n).Gradient(n.Attributes.Text("source"))), n[1].Identity()];

    static Tensor Write(ImportedCall n)
    {
        Array(n).Write(n.Long(1), n[2].Identity());
        return n[3].Identity();
    }

    static Tensor Gather(ImportedCall n)
    {
        var indices = n.Longs(1);
        var array = Array(n);
        if (indices.Length > 0) return Tensor.Stack([.. indices.Select(array.Read)]);
        var shape = n.Attributes.Shape("element_shape", Shape.AnyRank);
        shape = shape.IsKnown ? shape : array.Element ?? throw n.Bad("no indices, and the shape of the elements is not known");
        return Tensor.Zeros(Shape.Of([0, .. shape.ToArray()]), array.Type);
    }

    static Tensor Scatter(ImportedCall n)
    {
        var (array, indices) = (Array(n), n.Longs(1));
        if (n[2].Rank == 0 || n[2].Shape[0] != indices.Length) throw n.Bad($"{indices.Length} indices for a value of shape {n[2].Shape}: one for each row is expected");
        if (indices.Length > 0)
        {
            var rows = n[2].Unstack();
            for (var i = 0; i < rows.Length; i++) array.Write(indices[i], rows[i]);
        }
        return n[3].Identity();
    }

    static Tensor[] Concatenate(ImportedCall n)
    {
        var items = Array(n).ReadAll();
        if (items.Length == 0) return [Tensor.Zeros(Shape.Of([0, .. (n.Attributes.Shape("element_shape_except0", Shape.AnyRank) is { IsKnown: true } rest ? rest : Shape.Scalar).ToArray()]), n.Type("dtype")), Tensor.Zeros([0], ElementType.Int64)];
        if (System.Array.Exists(items, item => item.Rank == 0)) throw n.Bad("scalars cannot be joined: elements with an axis are expected");
        return [Tensor.Concatenate(items), Tensor.Constant<long>([.. items.Select(item => item.Shape[0])])];
    }

    static Tensor Split(ImportedCall n)
    {
        var (array, lengths) = (Array(n), n.Longs(2));
        if (n[1].Rank == 0 || lengths.Sum() != n[1].Shape[0]) throw n.Bad($"lengths [{string.Join(", ", lengths)}] for a value of shape {n[1].Shape}: they must fill its first axis");
        var at = 0L;
        for (var i = 0; i < lengths.Length; i++)
        {
            array.Write(i, n[1][(int)at..(int)(at + lengths[i])]);
            at += lengths[i];
        }
        return n[3].Identity();
    }

    static Tensor Push(ImportedCall n)
    {
        n.Handle<StackState>(0).Push(n[1]);
        return n[1] is HandleTensor handle ? handle : n[1].Identity();
    }
}

/// <summary>Tensors of which the last comes first.</summary>
sealed class StackState(string name, long most)
{
    readonly Stack<Tensor> items = [];

    public void Push(Tensor x)
    {
        if (most >= 0 && items.Count >= most) throw new InvalidOperationException($"Stack '{name}': it holds {most} tensors, and no more.");
        items.Push(x);
    }

    public Tensor Pop() => items.TryPop(out var x) ? x is HandleTensor ? x : x.Identity() : throw new InvalidOperationException($"Stack '{name}': it is empty.");
}
