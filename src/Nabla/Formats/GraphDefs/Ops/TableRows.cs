namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Keys and values that live in a session.</summary>
sealed class LookupState(ElementType keyType, ElementType valueType, bool isMutable)
{
    /// <summary>Whether keys come one by one, so that an empty table is a whole one.</summary>
    public bool IsMutable => isMutable;

    readonly Dictionary<object, Tensor> values = [];

    public int Count => values.Count;

    public bool IsFilled { get; private set; }

    public void Insert(ImportedCall n, Tensor keys, Tensor added)
    {
        Require(n, keys, keyType);
        Require(n, added, valueType);
        if (keys.Size > 0 && added.Size % keys.Size != 0) throw n.Bad($"{keys.Size} keys and values of shape {added.Shape}: one value for each key is expected");
        var rows = added.Reshape(Shape.Of([keys.Size, .. added.Shape[keys.Rank..].ToArray()]));
        var all = Keys(keys);
        for (var i = 0; i < all.Length; i++) values[all[i]] = rows[i];
        IsFilled = true;
    }

    public void Remove(Tensor keys)
    {
        foreach (var key in Keys(keys)) values.Remove(key);
    }

    public Tensor Find(ImportedCall n, Tensor keys, Tensor otherwise)
    {
        Require(n, keys, keyType);
        Require(n, otherwise, valueType);
        var all = Keys(keys);
        if (all.Length == 0) return Tensor.Allocate(valueType, keys.Shape.Concat(otherwise.Rank == 0 ? Shape.Scalar : otherwise.Shape));
        // A default may be given for each key, or once for all.
        var each = otherwise.Rank > 0 && otherwise.Rank >= keys.Rank && keys.Rank > 0 && otherwise.Shape[..keys.Rank] == keys.Shape ? otherwise.Reshape(Shape.Of([keys.Size, .. otherwise.Shape[keys.Rank..].ToArray()])) : null;
        var found = Tensor.Stack([.. all.Select((key, i) => values.TryGetValue(key, out var value) ? value : each is null ? otherwise : each[i])]);
        return found.Reshape(keys.Shape.Concat(found.Shape[1..]));
    }

    /// <summary>All keys and values, in the order in which they came.</summary>
    public (Tensor Keys, Tensor Values) Export()
    {
        if (values.Count == 0) return (Tensor.Allocate(keyType, [0]), Tensor.Allocate(valueType, [0]));
        Array keys = keyType == ElementType.String ? values.Keys.Cast<string>().ToArray() : values.Keys.Cast<long>().ToArray();
        return (keyType is ElementType.String or ElementType.Int64 ? Tensor.Constant(keys) : Tensor.Constant(keys).Cast(keyType), Tensor.Stack([.. values.Values]));
    }

    static object[] Keys(Tensor keys) => keys.ElementType == ElementType.String ? keys.ToArray<string>() : [.. keys.Cast(ElementType.Int64).ToArray<long>().Select(key => (object)key)];

    static void Require(ImportedCall n, Tensor x, ElementType type)
    {
        if (x.ElementType != type) throw new ElementTypeException($"{n.Node.Type}: {x.ElementType.Name}, where the table has {type.Name}.");
    }
}

/// <summary>Tables in which values are looked up by keys.</summary>
static class TableRows
{
    public static void AddTo(OpTable table)
    {
        foreach (var type in (string[])["HashTable", "MutableHashTable", "MutableHashTableOfTensors"])
        {
            table.Add(type + "V2", "-> resource", Handle, Effect.WritesState);
        }
        table.Add("LookupTableFindV2", "resource, Tin, Tout -> Tout", n => Table(n).Find(n, n[1], n[2]), Effect.ReadsState);
        table.Add("LookupTableInsertV2", "resource, Tin, Tout ->", n => Table(n).Insert(n, n[1], n[2]), Effect.WritesState);
        table.Add("LookupTableImportV2", "resource, Tin, Tout ->", n => Table(n).Insert(n, n[1], n[2]), Effect.WritesState);
        table.Add("InitializeTableV2", "resource, Tkey, Tval ->", n => Table(n).Insert(n, n[1], n[2]), Effect.WritesState);
        table.Add("LookupTableRemoveV2", "resource, Tin ->", n => Table(n).Remove(n[1]), Effect.WritesState);
        table.Add("LookupTableSizeV2", "resource -> int64", n => Tensor.Constant((long)Table(n).Count), Effect.ReadsState);
        table.Add("LookupTableExportV2", "resource -> keys:Tkeys, values:Tvalues", n => Table(n).Export() is var (keys, values) ? [keys, values] : [], Effect.ReadsState);
    }

    static HandleTensor Handle(ImportedCall n) => new(ElementType.Resource, VariableRows.State.Resource(Resources.Key(n, "table"), () => new LookupState(n.Type("key_dtype"), n.Type("value_dtype"), n.Node.Type.StartsWith("Mutable", StringComparison.Ordinal))));

    static LookupState Table(ImportedCall n)
    {
        var state = n.Handle<LookupState>(0);
        return n.Node.Type != "LookupTableFindV2" || state.IsMutable || state.IsFilled ? state : throw new InvalidOperationException("LookupTableFindV2: the table has not been filled. Run its initializer first.");
    }
}
