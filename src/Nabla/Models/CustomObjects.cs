using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla;

/// <summary>Classes of one's own that files may name: each under exactly one name, with how it is read and written. What is not in it stays refused.</summary>
/// <remarks>
/// <para>The name is what Keras calls the registered name, <c>my_package&gt;MyLayer</c>, or a bare class name such as <c>Lambda</c>. Names decide alone: nothing in a file is ever run or looked up as a type.</para>
/// <para>A layer's row reads and writes what the layer's constructor takes; <c>trainable</c> and <c>dtype</c> are set for it.</para>
/// </remarks>
public sealed class CustomObjects
{
    [ThreadStatic]
    static CustomObjects? current;

    readonly List<Row> rows = [];

    /// <summary>Adds a class.</summary>
    /// <typeparam name="T">The class: a layer, loss, metric, optimizer, initializer, regularizer, constraint or schedule.</typeparam>
    /// <param name="name">The name in files.</param>
    /// <param name="read">Makes an object from a configuration; what it does not read or skip is refused.</param>
    /// <param name="write">Fills a configuration from an object; null where the class is only read.</param>
    /// <exception cref="ArgumentException">The name or the class has a row already.</exception>
    public CustomObjects Add<T>(string name, Func<KerasConfig, T> read, Action<T, JsonObject>? write = null)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        if (rows.Exists(row => row.Name == name)) throw new ArgumentException($"CustomObjects: '{name}' has a row already: each name stands for one class.", nameof(name));
        if (write is not null && rows.Exists(row => row.Write is not null && row.Type == typeof(T))) throw new ArgumentException($"CustomObjects: {typeof(T).Name} is written under another name already.", nameof(write));
        rows.Add(new(name, typeof(T), read, write is null ? null : (value, config) => write((T)value, config)));
        return this;
    }

    /// <summary>Until the result is disposed, this thread reads and writes with these rows; null changes nothing.</summary>
    internal static Scope Use(CustomObjects? objects) => new(objects);

    /// <summary>Reads with the row of a description, where there is one.</summary>
    internal static Func<KerasConfig, T>? ReaderOf<T>(KerasObject description)
        where T : class
    {
        var name = description.RegisteredName ?? description.ClassName;
        return current?.rows.Find(row => row.Name == name)?.Read as Func<KerasConfig, T>;
    }

    /// <summary>The name under which an object is written, and how; null where there is no row.</summary>
    internal static (string Name, Action<object, JsonObject> Write)? WriterOf(object value) =>
        current?.rows.Find(row => row.Type == value.GetType() && row.Write is not null) is { } found ? (found.Name, found.Write!) : null;

    sealed record Row(string Name, Type Type, Delegate Read, Action<object, JsonObject>? Write);

    internal readonly struct Scope : IDisposable
    {
        readonly CustomObjects? outer;

        internal Scope(CustomObjects? objects) => (outer, current) = (current, objects ?? current);

        public void Dispose() => current = outer;
    }
}
