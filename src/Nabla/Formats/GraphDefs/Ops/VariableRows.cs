namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Variables: reading, assigning, and changes of some rows. References (TensorFlow 1) and resources alike.</summary>
static class VariableRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("ReadVariableOp", "resource -> dtype", n => Read(n).Identity(), Effect.ReadsState);
        table.Add("VariableShape", "resource -> out_type=int32", n => Read(n).ShapeOf(n.Type("out_type", ElementType.Int32)), Effect.ReadsState);
        table.Add("VarIsInitializedOp", "resource -> bool", n => Tensor.Constant(IsSet(n)), Effect.ReadsState);
        table.Add("IsVariableInitialized", "&dtype -> bool", n => Tensor.Constant(IsSet(n)), Effect.ReadsState);
        table.Add("DestroyResourceOp", "resource ->", Destroy, Effect.WritesState);
        table.Add("ResourceGather", "resource, Tindices -> dtype", n => Read(n).Gather(GatherRows.Checked(n, n[1]), n.Int("batch_dims", 0), n.Int("batch_dims", 0)), Effect.ReadsState);
        table.Add("ResourceGatherNd", "resource, Tindices -> dtype", n => Read(n).GatherNd(GatherRows.Checked(n, n[1])), Effect.ReadsState);
        table.Add("CountUpTo", "&T -> T", CountUpTo, Effect.WritesState);
        table.Add("ResourceCountUpTo", "resource -> T", CountUpTo, Effect.WritesState);

        Changes(table, "Assign", "AssignVariableOp", "", (n, _) => n[1], n => n.Flag("validate_shape", true));
        Changes(table, "AssignAdd", "AssignAddVariableOp", "", (n, v) => v + n[1]);
        Changes(table, "AssignSub", "AssignSubVariableOp", "", (n, v) => v - n[1]);
        foreach (var (name, mode) in modes) Changes(table, "Scatter" + name, "ResourceScatter" + name, ", Tindices", (n, v) => v.ScatterUpdate(Rows(n, v), Updates(n, v), mode));
        Changes(table, "ScatterDiv", "ResourceScatterDiv", ", Tindices", Divided);
        foreach (var (name, mode) in modes)
        {
            if (mode != ScatterMode.Multiply) Changes(table, "ScatterNd" + name, "ResourceScatterNd" + name, ", Tindices", (n, v) => v.ScatterUpdate(GatherRows.Checked(n, n[1]), n[2], mode));
        }
        Changes(table, "StridedSliceAssign", "ResourceStridedSliceAssign", ", Index, Index, Index", (n, v) => v.StridedSliceUpdate(SliceRows.Masks(n, 1), n[4]));
    }

    static readonly (string Name, ScatterMode Mode)[] modes =
    [
        ("Update", ScatterMode.Update),
        ("Add", ScatterMode.Add),
        ("Sub", ScatterMode.Subtract),
        ("Mul", ScatterMode.Multiply),
        ("Max", ScatterMode.Max),
        ("Min", ScatterMode.Min),
    ];

    /// <summary>The state of the session that runs.</summary>
    internal static RunState State => RunState.Current ?? throw new InvalidOperationException("A variable of a graph: only a session has its value. Use Session.Run.");

    /// <summary>The present value of the variable that the first input refers to.</summary>
    internal static Tensor Read(ImportedCall n) => State.Get(n.Variable(0)).Resolve();

    /// <summary>Changes a variable: the reference op passes it on, the resource op gives nothing.</summary>
    static void Changes(OpTable table, string reference, string resource, string between, Func<ImportedCall, Tensor, Tensor> change, Func<ImportedCall, bool>? checksShape = null)
    {
        void Run(ImportedCall n)
        {
            var variable = n.Variable(0);
            Set(n, variable, change(n, checksShape is null ? Read(n) : variable), checksShape?.Invoke(n) ?? true);
        }
        table.Add(
            reference,
            $"&T{between}, T -> &T",
            n =>
            {
                Run(n);
                return n.Raw(0);
            },
            Effect.WritesState);
        var type = resource is "ResourceStridedSliceAssign" || resource.StartsWith("ResourceScatterNd", StringComparison.Ordinal) ? "T" : "dtype";
        table.Add(resource, $"resource{between}, {type} ->", Run, Effect.WritesState);
    }

    static void Set(ImportedCall n, Variable variable, Tensor value, bool checksShape)
    {
        if (value.ElementType != variable.ElementType) throw new ElementTypeException($"{n.Node.Type}: a {value.ElementType.Name} value for the variable '{variable.Name}', which is {variable.ElementType.Name}: the element types must be equal.");
        if (checksShape && !variable.Shape.IsCompatibleWith(value.Shape)) throw new ShapeException($"{n.Node.Type}: a value of shape {value.Shape} for the variable '{variable.Name}' of shape {variable.Shape}: the shapes must be equal.");
        State.Set(variable, value);
    }

    static bool IsSet(ImportedCall n) => State.IsSet(n.Variable(0));

    static void Destroy(ImportedCall n)
    {
        if (!State.Remove(n.Variable(0)) && !n.Flag("ignore_lookup_error", true)) throw n.Bad($"the variable '{n.Variable(0).Name}' has no value that could be given up");
    }

    /// <summary>Rows by number, as index tuples of one number.</summary>
    static Tensor Rows(ImportedCall n, Tensor v) => v.Rank > 0 ? GatherRows.Checked(n, n[1]).ExpandDims(-1) : throw n.Bad("a scalar variable has no rows");

    /// <summary>A row for each index, or one number for all.</summary>
    static Tensor Updates(ImportedCall n, Tensor v) => n[2].Rank == 0 ? n[2].BroadcastTo(n[1].Shape.Concat(v.Shape[1..])) : n[2];

    /// <summary>Rows divided in turn, so that one that comes twice is divided twice.</summary>
    static Tensor Divided(ImportedCall n, Tensor v)
    {
        var updates = Updates(n, v).Reshape(Shape.Of([-1, .. v.Shape[1..].ToArray()]));
        var rows = Rows(n, v).Reshape([-1, 1]);
        for (var i = 0; i < rows.Shape[0]; i++)
        {
            var row = rows[i..(i + 1)];
            v = v.ScatterUpdate(row, v.GatherNd(row) / updates[i..(i + 1)]);
        }
        return v;
    }

    static Tensor CountUpTo(ImportedCall n)
    {
        var value = Read(n);
        var limit = n.Attributes.Int("limit");
        if ((long)value >= limit) throw new InvalidOperationException($"{n.Node.Type}: the variable '{n.Variable(0).Name}' has reached its limit of {limit}.");
        State.Set(n.Variable(0), value + Tensor.Constant(1).Cast(value.ElementType));
        return value;
    }
}
